/** The calendar page: the owner's week, already there when the page arrives. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { CalendarPage } from "@/components/calendar/calendar-page";
import { DateSchema } from "@/lib/scheduling/contracts";
import { listCalendars, listEvents } from "@/lib/scheduling/service";

export const metadata: Metadata = { title: "Calendar" };

/** The week around a day in the owner's zone, half-open. */
const weekAround = (day: Temporal.PlainDate, zone: string, weekStart: number): { from: string; to: string } => {
  const first = day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 });
  const midnight = (date: Temporal.PlainDate): string => date.toZonedDateTime(zone).toInstant().toString();
  return { from: midnight(first), to: midnight(first.add({ days: 7 })) };
};

/** A week around any of these has a beginning and an end that can be written down. */
const ShownDateSchema = DateSchema.refine((date) => date > "0001-01-10" && date < "9999-12-20");

/** `?date=` opens that day and `?event=` that event (its ref); whatever can't be read is today. */
interface PageProps {
  readonly searchParams: Promise<{ readonly date?: string | string[]; readonly event?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  const { actor, profile } = await currentOwner();
  const asked = await searchParams;
  const date = ShownDateSchema.safeParse(asked.date);
  const day = date.success ? Temporal.PlainDate.from(date.data) : Temporal.Now.plainDateISO(profile.zone);
  const { from, to } = weekAround(day, profile.zone, profile.weekStart);
  const [{ calendars }, { events }] = await Promise.all([listCalendars(actor), listEvents(actor, { from, to, limit: 500 })]);
  return (
    <CalendarPage
      zone={profile.zone}
      locale={profile.locale}
      weekStart={profile.weekStart}
      hour12={profile.hourCycle === "h12"}
      calendars={calendars}
      initialEvents={events}
      initialDate={day.toString()}
      {...(typeof asked.event === "string" ? { openRef: asked.event } : {})}
      initialTitle={day.toLocaleString(profile.locale, { month: "long", year: "numeric" })}
    />
  );
}
