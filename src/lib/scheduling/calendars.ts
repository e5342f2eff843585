/** The calendars an owner has; the first makes itself. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { createDefaultCalendar, findCalendar, findDefaultCalendar, findWritingCalendar, listCalendars as listRows } from "@/lib/queries/calendars";
import type { Calendar } from "./contracts";

const defaultName = "Calendar";
const defaultColor = "#4f6bed";

/** The owner's default calendar, made when there is none. */
const defaultCalendarId = async (userId: string): Promise<string> => {
  const found = await findDefaultCalendar(userId);
  if (found !== null) return found.id;
  await createDefaultCalendar(userId, { id: newId(), name: defaultName, color: defaultColor });
  const made = await findDefaultCalendar(userId);
  if (made === null) throw new AppError("internal/unexpected", { message: "the default calendar was not there after it was made" });
  return made.id;
};

/**
 * The calendar a new event goes to: the one asked for, that of the account chosen for new events, or our own. Errors:
 * scheduling/calendar-not-found for an unknown one or another owner's.
 */
export const calendarIdFor = async (userId: string, asked: string | undefined): Promise<string> => {
  if (asked === undefined) return (await findWritingCalendar(userId))?.id ?? defaultCalendarId(userId);
  if ((await findCalendar(userId, asked)) === null) throw new AppError("scheduling/calendar-not-found");
  return asked;
};

/** The owner's calendars, the default one first. */
export const listCalendars = async (actor: Actor): Promise<{ calendars: Calendar[] }> => {
  requireScope(actor, "scheduling:read");
  const { zone } = await findProfile(actor);
  await defaultCalendarId(actor.userId);
  const rows = await listRows(actor.userId);
  return {
    calendars: rows.map(({ id, name, color, isDefault, zone: own, readOnly, connectionId }) => ({
      id,
      name,
      color,
      isDefault,
      zone: own ?? zone,
      readOnly,
      connectionId,
    })),
  };
};
