/** A calendar server's calendars (CalDAV, RFC 4791): read by what changed, written object by object and only over what was seen. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Access, CalendarPort, OutsideEvent, WrittenEvent } from "../../contracts";
import { sameWords } from "../../core/fingerprint";
import { occurrenceName } from "../../core/icalendar-event";
import { editObject, newObject, readObject, type Edited, type ObjectContext } from "../../core/icalendar-object";
import { ownerZone } from "../../icalendar/owner-zone";
import { listCalendars } from "./calendars";
import { readBusy, readChanges, withHead } from "./changes";
import { carriedOut, davCall, refusalOf, type DavAnswer, type DavLogin } from "./client";

const AboutSchema = z.object({ homes: z.array(z.string()).default([]), self: z.string().nullable().catch(null) });

/** Somebody else writes the same object between our look and our writing: looked at again, this often. */
const triesMax = 3;
const suffix = ".ics";
const calendarType = { "content-type": "text/calendar; charset=utf-8" };

/** The object that holds it: an occurrence lies in its series'. */
const objectOf = (sourceId: string): string => sourceId.split("#")[0] ?? sourceId;

interface Found {
  readonly text: string;
  /** The object's, for If-Match. */
  readonly tag: string | null;
}

export const caldavCalendarPort = (access: Access): CalendarPort => {
  const about = AboutSchema.parse(access.metadata);

  const login = async (): Promise<DavLogin> => {
    const { username = "", password = "" } = await access.secret();
    return { username, password };
  };

  /** Objects and calendars lie where their server said; a name from elsewhere leads nowhere else. */
  const urlOf = (calendar: string, name: string): URL => {
    const url = URL.parse(name, calendar);
    if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.origin !== new URL(calendar).origin)
      throw new AppError("integrations/gone-outside", { message: "an object's name leads elsewhere" });
    return url;
  };

  const contextFor = async (): Promise<Omit<ObjectContext, "sourceId">> => {
    const now = new Date();
    return { zone: await ownerZone(access.userId), year: now.getUTCFullYear(), self: about.self, stamp: now.toISOString() };
  };

  const fetchObject = async (calendar: string, name: string, signal: AbortSignal): Promise<Found | null> => {
    const answer = await davCall(urlOf(calendar, name), await login(), { method: "GET", headers: { accept: "text/calendar" }, signal });
    if (answer.status === 404 || answer.status === 410) return null;
    if (answer.status !== 200) throw refusalOf(answer.status);
    return { text: answer.text, tag: answer.headers.get("etag") };
  };

  const put = async (calendar: string, name: string, body: string, condition: Readonly<Record<string, string>>, signal: AbortSignal): Promise<DavAnswer> =>
    davCall(urlOf(calendar, name), await login(), { method: "PUT", headers: { ...calendarType, ...condition }, body, signal });

  const matching = (tag: string | null): Record<string, string> => (tag === null || tag.startsWith("W/") ? {} : { "if-match": tag });

  const textOfEdit = (edited: Edited): { readonly text: string; readonly etag: string | null } => {
    if (edited.ok) return edited;
    if (edited.reason === "changed") throw new AppError("integrations/changed-outside");
    throw new AppError(edited.reason === "gone" ? "integrations/gone-outside" : "integrations/unreadable");
  };

  const edit = async (calendar: string, event: OutsideEvent, signal: AbortSignal): Promise<WrittenEvent> => {
    const name = event.seriesSourceId ?? event.sourceId;
    const context = { ...(await contextFor()), sourceId: name };
    const sourceId = event.seriesSourceId === null || event.originalStart === null ? event.sourceId : occurrenceName(name, event.originalStart);
    for (let tries = 1; ; tries += 1) {
      const found = await fetchObject(calendar, name, signal);
      if (found === null) throw new AppError("integrations/gone-outside");
      const { text, etag } = textOfEdit(editObject(found.text, event, context));
      const answer = await put(calendar, name, text, matching(found.tag), signal);
      if (carriedOut(answer)) return { sourceId, etag };
      const { status } = answer;
      if (status !== 412 || tries >= triesMax) throw refusalOf(status);
    }
  };

  const insert: CalendarPort["insert"] = async (calendar, event, { signal }) => {
    const context = { ...(await contextFor()), sourceId: event.sourceId };
    const { text, etag } = textOfEdit(newObject(event, event.sourceId.slice(0, -suffix.length), context));
    const answer = await put(calendar, event.sourceId, text, { "if-none-match": "*" }, signal);
    if (carriedOut(answer)) return { sourceId: event.sourceId, etag };
    // It is there already: a try before this one got through.
    if (answer.status === 412) return edit(calendar, { ...event, etag: null }, signal);
    throw refusalOf(answer.status);
  };

  const remove: CalendarPort["remove"] = async (calendar, sourceId, etag, { signal }) => {
    const name = objectOf(sourceId);
    const found = await fetchObject(calendar, name, signal);
    if (found === null) return;
    const { events } = readObject(found.text, { ...(await contextFor()), sourceId: name });
    const event = withHead(events, name).find((one) => one.sourceId === sourceId);
    if (etag !== null && event?.etag != null && !sameWords(event.etag, etag)) throw new AppError("integrations/changed-outside");
    if (sourceId !== name) {
      if (event !== undefined) await edit(calendar, { ...event, etag, status: "cancelled" }, signal);
      return;
    }
    const answer = await davCall(urlOf(calendar, name), await login(), {
      method: "DELETE",
      headers: etag === null ? {} : matching(found.tag),
      signal,
    });
    if (!carriedOut(answer) && answer.status !== 404 && answer.status !== 410) throw refusalOf(answer.status);
  };

  return {
    calendars: async ({ signal }) => listCalendars(about.homes, await login(), signal),
    changes: async function* (calendar, cursor, { signal }) {
      yield* readChanges({ calendar: new URL(calendar), login: await login(), context: await contextFor(), signal }, cursor);
    },
    find: async (calendar, sourceId, { signal }) => {
      const name = objectOf(sourceId);
      const found = await fetchObject(calendar, name, signal);
      if (found === null) return null;
      const { events } = readObject(found.text, { ...(await contextFor()), sourceId: name });
      const event = withHead(events, name).find((one) => one.sourceId === sourceId);
      return event === undefined || event.status === "cancelled" ? null : event;
    },
    nameOf: (_calendar, event) => ("ourId" in event ? `${event.ourId}${suffix}` : occurrenceName(event.seriesSourceId, event.originalStart)),
    insert,
    update: (calendar, event, { signal }) => edit(calendar, event, signal),
    remove,
    busy: async (calendars, span, { signal }) => {
      const shared = { login: await login(), context: await contextFor(), signal };
      return (await Promise.all(calendars.map((calendar) => readBusy({ ...shared, calendar: new URL(calendar) }, span)))).flat();
    },
  };
};
