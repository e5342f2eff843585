/** The page of the morning, drawn on the server. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { TodayPage } from "@/components/today/today-page";
import { listApprovals } from "@/lib/ai/service";
import { getBriefSettings, getToday, listBriefs } from "@/lib/briefs/service";
import { triageMails } from "@/lib/mail/service";
import { formatDay, formatTime } from "@/lib/time/format";

export const metadata: Metadata = { title: "Today" };

const greetingAt = (hour: number): string => (hour < 5 ? "Hello" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening");

export default async function Page() {
  const { actor, profile } = await currentOwner();
  const { zone, locale, hourCycle } = profile;
  const [today, { briefs }, { approvals }, { waiting }, wish] = await Promise.all([
    getToday(actor),
    listBriefs(actor, { limit: 1 }),
    listApprovals(actor, { state: "waiting", limit: 20 }),
    triageMails(actor, { limit: 5 }),
    getBriefSettings(actor),
  ]);
  const [latest] = briefs;
  const at = Temporal.Instant.from(today.now).toZonedDateTimeISO(zone);
  const hour = at.withPlainTime(wish.localTime);
  const comesAt = formatTime(hour.toInstant().toString(), { zone, locale, hourCycle });
  const comes = !wish.wanted
    ? "The daily brief is turned off."
    : Temporal.ZonedDateTime.compare(at, hour) < 0
      ? `Today’s brief comes at ${comesAt}.`
      : `There is none for today yet. One comes every day at ${comesAt}.`;
  const start = today.next?.event.start;
  const later = start !== undefined && Temporal.Instant.from(start).toZonedDateTimeISO(zone).toPlainDate().toString() > today.date;
  return (
    <TodayPage
      greeting={`${greetingAt(at.hour)}, ${profile.name.split(" ")[0] ?? profile.name}`}
      day={formatDay(today.now, { zone, locale, now: today.now })}
      today={today}
      brief={latest !== undefined && latest.day === today.date ? latest : null}
      briefComes={comes}
      approvals={approvals}
      mails={waiting}
      clock={{ zone, locale, hourCycle }}
      nextDay={later ? formatDay(start, { zone, locale, now: today.now }) : null}
    />
  );
}
