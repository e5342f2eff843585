/** The owner's mail, already there when the page arrives. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { MailPage } from "@/components/mail/mail-page";
import { placeOf, type Place } from "@/components/mail/place";
import type { Actor } from "@/lib/identity/contracts";
import { countMails, listMails, triageMails } from "@/lib/mail/service";

export const metadata: Metadata = { title: "Mail" };

/** `?in=` is a folder, `?label=` a label; `?mail=`, the mail to read, is the browser's to follow. */
interface PageProps {
  readonly searchParams: Promise<{ readonly in?: string | string[]; readonly label?: string | string[] }>;
}

const lying = async (actor: Actor, { view, label }: Place, now: Temporal.Instant) => {
  if (label === undefined && view === "wants-answer") {
    const { waiting } = await triageMails(actor, { limit: 30 }, { now: now.toString() });
    return { mails: waiting.map(({ mail }) => mail), nextCursor: null, triaged: waiting };
  }
  const page = await listMails(actor, { ...(label === undefined ? { folder: view === "wants-answer" ? "inbox" : view } : { label }), limit: 50 });
  return { ...page, triaged: [] };
};

export default async function Page({ searchParams }: PageProps) {
  const { actor, profile } = await currentOwner();
  const wanted = await searchParams;
  const place = placeOf(wanted.in, wanted.label);
  const now = Temporal.Now.instant();
  const [page, counts] = await Promise.all([lying(actor, place, now), countMails(actor)]);
  return (
    <MailPage
      owner={profile.userId}
      place={place}
      page={page}
      counts={counts}
      clock={{ zone: profile.zone, locale: profile.locale, hourCycle: profile.hourCycle }}
      nowMs={now.epochMilliseconds}
    />
  );
}
