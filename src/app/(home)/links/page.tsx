/** The owner's links, already there when the page arrives. `?link=` opens one: notifications lead there. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { LinksPage } from "@/components/links/links-page";
import { wallOf } from "@/components/week/zoned-time";
import { getLink, listLinks, listWaiting } from "@/lib/delegation/service";

export const metadata: Metadata = { title: "Links" };

interface PageProps {
  readonly searchParams: Promise<{ readonly link?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  const { actor, profile } = await currentOwner();
  const { link } = await searchParams;
  const uuid = typeof link === "string" && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(link) ? link : null;
  const [page, waiting, opened] = await Promise.all([
    listLinks(actor, { limit: 30 }),
    listWaiting(actor, { limit: 50 }),
    uuid === null ? null : getLink(actor, { linkId: uuid }).catch(() => null),
  ]);
  return (
    <LinksPage
      {...page}
      {...waiting}
      reader={{ zone: profile.zone, locale: profile.locale, hourCycle: profile.hourCycle }}
      month={wallOf(Temporal.Now.instant().epochMilliseconds, profile.zone).date.slice(0, 7)}
      opened={opened}
    />
  );
}
