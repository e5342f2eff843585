/** One calendar of the owner's as a file that every calendar program reads. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { findCalendar } from "@/lib/queries/calendars";
import { listEventsToExport } from "@/lib/queries/owner-data";
import { calendarText, streamOf } from "./calendar-text";

const pageSize = 500;

/** The calendar's text in pieces, for whoever puts it into a file. */
export const calendarPieces = (userId: string, calendar: { readonly id: string; readonly name: string }, nowYear: number): AsyncGenerator<string> =>
  calendarText(calendar.name, nowYear, (afterId) => listEventsToExport(userId, calendar.id, afterId, pageSize));

/** "Team: 2026" as the name of a file. */
const fileNameOf = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N} ._-]+/gu, " ")
    .trim()
    .slice(0, 60) || "calendar";

/** Errors: scheduling/calendar-not-found. */
export const exportCalendar = async (
  actor: Actor,
  { calendarId }: { readonly calendarId: string },
): Promise<{ readonly name: string; readonly stream: ReadableStream<Uint8Array> }> => {
  requireScope(actor, "scheduling:read");
  const calendar = await findCalendar(actor.userId, calendarId);
  if (calendar === null) throw new AppError("scheduling/calendar-not-found");
  return { name: `${fileNameOf(calendar.name)}.ics`, stream: streamOf(calendarPieces(actor.userId, calendar, new Date().getUTCFullYear())) };
};
