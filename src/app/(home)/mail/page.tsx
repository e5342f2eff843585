/** The owner's mail, already there when the page arrives. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { MailPage } from "@/components/mail/mail-page";
import { countMails, listMails } from "@/lib/mail/service";

export const metadata: Metadata = { title: "Mail" };

/** `?mail=` is where a notification leads. */
interface PageProps {
  readonly searchParams: Promise<{ readonly mail?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  const { actor, profile } = await currentOwner();
  const { mail } = await searchParams;
  const [page, counts] = await Promise.all([listMails(actor, { folder: "inbox", limit: 50 }), countMails(actor)]);
  return (
    <MailPage
      page={page}
      counts={counts}
      clock={{ zone: profile.zone, locale: profile.locale, hourCycle: profile.hourCycle }}
      nowMs={Temporal.Now.instant().epochMilliseconds}
      {...(typeof mail === "string" ? { openId: mail } : {})}
    />
  );
}
