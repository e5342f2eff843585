/** The calendars of an account, as its server lists them (RFC 4791, section 5.2). */
import { CalendarReader } from "@/lib/icalendar/reader";
import { zoneDescribed } from "@/lib/icalendar/described-zones";
import { AppError } from "@/lib/errors";
import type { OutsideCalendar } from "../../contracts";
import { childOf, davList, listOf, propfindBody, refusalOf, textOf, type DavEntry, type DavLogin } from "./client";

const calendarsMax = 250;
const body = propfindBody(
  "d:displayname",
  "d:resourcetype",
  "d:current-user-privilege-set",
  "c:supported-calendar-component-set",
  "c:calendar-timezone",
  "a:calendar-color",
);

const has = (value: unknown, name: string): boolean => typeof value === "object" && value !== null && name in value;

const takesEvents = (supported: unknown): boolean => {
  const components = listOf(childOf(supported, "comp")).map((one) => textOf(childOf(childOf(one, "_attributes"), "name")).toUpperCase());
  return components.length === 0 || components.includes("VEVENT");
};

/** A server that doesn't say lets its owner write. */
const writable = (privileges: unknown): boolean => {
  const given = listOf(childOf(privileges, "privilege"));
  return given.length === 0 || given.some((one) => ["all", "write", "writeContent", "bind"].some((name) => has(one, name)));
};

const zoneOf = (described: string, year: number): string | null => {
  if (!described.includes("VTIMEZONE")) return null;
  const reader = new CalendarReader(new Set(["VTIMEZONE"]));
  reader.push(described);
  reader.end();
  const [zone] = reader.take();
  return zone === undefined ? null : zoneDescribed(zone, year);
};

const calendarOf = ({ url, props }: DavEntry, year: number): Omit<OutsideCalendar, "primary"> => {
  const color = /^#[0-9a-f]{6}/i.exec(textOf(props.calendarColor).trim())?.[0];
  const last = decodeURIComponent(url.pathname.split("/").filter(Boolean).at(-1) ?? "");
  return {
    sourceId: url.href.endsWith("/") ? url.href : `${url.href}/`,
    name: textOf(props.displayname).trim() || last || "Calendar",
    color: color?.toLowerCase() ?? null,
    zone: zoneOf(textOf(props.calendarTimezone), year),
    readOnly: !writable(props.currentUserPrivilegeSet),
  };
};

/** Errors: as `davCall`; integrations/not-a-calendar when the place is gone. */
export const listCalendars = async (homes: readonly string[], login: DavLogin, signal: AbortSignal): Promise<OutsideCalendar[]> => {
  const year = new Date().getUTCFullYear();
  const found: Omit<OutsideCalendar, "primary">[] = [];
  for (const home of homes) {
    const { listing, answer } = await davList(new URL(home), login, { method: "PROPFIND", depth: "1", body, signal });
    if (listing === null) throw answer.status === 404 ? new AppError("integrations/not-a-calendar") : refusalOf(answer.status);
    for (const entry of listing.entries)
      if (has(entry.props.resourcetype, "calendar") && takesEvents(entry.props.supportedCalendarComponentSet)) found.push(calendarOf(entry, year));
  }
  const main = found.find(({ readOnly }) => !readOnly)?.sourceId;
  return found.slice(0, calendarsMax).map((calendar) => ({ ...calendar, primary: calendar.sourceId === main }));
};
