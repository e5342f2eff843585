/** How to-dos are said: in the owner's zone and clock. */
import { formatDay, formatInstant, formatTime, relativeDay, type FormatOptions } from "@/lib/time/format";
import type { Task } from "../contracts";
import { dueInstant, type OwnerClock } from "./clock";

type Said = Pick<Task, "dueDate" | "dueTime" | "zone">;

const optionsOf = ({ now, zone, locale, hourCycle }: OwnerClock): FormatOptions => ({ now, zone, locale, hourCycle });

/** "today", "tomorrow, 09:00", "Monday 30 Nov"; null without a due day. A time is said on the owner's present clock. */
export const sayDue = ({ dueDate, dueTime, zone }: Said, clock: OwnerClock): string | null => {
  if (dueDate === null) return null;
  const options = optionsOf(clock);
  if (dueTime === null) {
    const noon = Temporal.PlainDate.from(dueDate).toZonedDateTime({ timeZone: clock.zone, plainTime: "12:00" }).toInstant().toString();
    return relativeDay(noon, options) ?? formatDay(noon, options);
  }
  const instant = dueInstant({ date: dueDate, time: dueTime }, zone);
  return `${relativeDay(instant, options) ?? formatDay(instant, options)}, ${formatTime(instant, options)}`;
};

/** "Friday 27 Nov, 09:00". */
export const sayInstant = (instant: string, clock: OwnerClock): string => formatInstant(instant, optionsOf(clock));
