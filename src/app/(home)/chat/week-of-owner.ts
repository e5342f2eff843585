/** What the week beside a conversation opens with: the owner's present week, in their zone. */
import { addDays, instantOfWall, wallOf, weekStartOf } from "@/components/week/zoned-time";
import { calendarColor } from "@/components/week/calendar-colors";
import type { Owner } from "@/app/_composition/current-owner";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { listCalendars, listEvents } from "@/lib/scheduling/service";

export interface OwnerWeek {
  /** The moment all of it was read at. */
  readonly nowMs: number;
  readonly week: { readonly start: string; readonly events: readonly CalendarEvent[] };
  /** Palette names by calendar id. */
  readonly colors: Readonly<Record<string, string>>;
}

export const weekOfOwner = async ({ actor, profile }: Owner): Promise<OwnerWeek> => {
  const nowMs = Date.now();
  const start = weekStartOf(wallOf(nowMs, profile.zone).date, profile.weekStart);
  const instant = (date: string): string => new Date(instantOfWall({ date, minutes: 0 }, profile.zone)).toISOString();
  const [{ events }, { calendars }] = await Promise.all([
    listEvents(actor, { from: instant(start), to: instant(addDays(start, 7)), limit: 500 }),
    listCalendars(actor),
  ]);
  return { nowMs, week: { start, events }, colors: Object.fromEntries(calendars.map((calendar) => [calendar.id, calendarColor(calendar.color)])) };
};
