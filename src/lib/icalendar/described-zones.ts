/**
 * What a VTIMEZONE describes, as an IANA id: by its name where that says something, else by looking which zone's clock changes when the
 * described one does. ical.js works the description out; descriptions that would take it long are left alone.
 */
import ICAL from "ical.js";
import { ianaByWindows } from "@/lib/time/windows-zones";
import type { Component, Property } from "./reader";
import { clockOf, zoneNamed } from "./zones";

/** Every half month over two years: enough to tell apart what changes on other days. */
const probesPerYear = 24;
const probeYears = 2;
const linesMax = 200;

const first = (properties: readonly Property[], name: string): string | undefined => properties.find((one) => one.name === name)?.value;

const offsetMsOf = (text: string | undefined): number | null => {
  const parts = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text?.trim() ?? "");
  if (parts === null) return null;
  const ms = ((Number(parts[2]) * 60 + Number(parts[3])) * 60 + Number(parts[4] ?? 0)) * 1_000;
  return parts[1] === "-" ? -ms : ms;
};

const rulePart =
  /^(?:FREQ=YEARLY|INTERVAL=1|COUNT=\d{1,3}|UNTIL=[\dTZ]{8,16}|WKST=[A-Z]{2}|BYMONTH=(?:[1-9]|1[0-2])|BYDAY=[+-]?[1-5]?[A-Z]{2}|BYMONTHDAY=(?:[1-9]|1\d|2[0-8])(?:,(?:[1-9]|1\d|2[0-8]))*)$/;

/** Once a year on a day that there is every few years: ical.js would look for one that never comes for ever. */
const isPlainRule = (value: string): boolean => {
  const parts = value.trim().toUpperCase().split(";").filter(Boolean);
  const numbered = parts.some((part) => /^BYDAY=[+-]?\d/.test(part)) && parts.some((part) => part.startsWith("BYMONTHDAY"));
  return parts.includes("FREQ=YEARLY") && parts.every((part) => rulePart.test(part)) && !numbered;
};

const isPlainPart = ({ properties }: Component): boolean =>
  offsetMsOf(first(properties, "TZOFFSETTO")) !== null &&
  offsetMsOf(first(properties, "TZOFFSETFROM")) !== null &&
  /^[12]\d{7}T\d{6}$/.test(first(properties, "DTSTART")?.trim() ?? "") &&
  properties.length <= linesMax &&
  properties.every(({ name, value }) => name !== "RRULE" || isPlainRule(value));

const isPlain = ({ components }: Component): boolean => components.length > 0 && components.length <= linesMax && components.every(isPlainPart);

const textOf = ({ name, properties, components }: Component): string =>
  [
    `BEGIN:${name}`,
    ...properties.map((one) => `${one.name}${one.name === "RDATE" && one.params.VALUE !== undefined ? `;VALUE=${one.params.VALUE}` : ""}:${one.value}`),
    ...components.map(textOf),
    `END:${name}`,
  ].join("\r\n");

interface Probe {
  readonly wallMs: number;
  readonly offsetMs: number;
}

const probe = (described: Component, fromYear: number): Probe[] | null => {
  try {
    const kept = new Set(["TZID", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"]);
    const only = (part: Component): Component => ({
      ...part,
      properties: part.properties.filter(({ name }) => kept.has(name)),
      components: part.components.filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT").map(only),
    });
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(textOf(only(described))) as unknown[]));
    return Array.from({ length: probesPerYear * probeYears }, (_one, index) => {
      const day = 1 + (index % 2) * 14;
      const month = 1 + (Math.floor(index / 2) % 12);
      const year = fromYear + Math.floor(index / probesPerYear);
      const time = ICAL.Time.fromData({ year, month, day, hour: 12, minute: 0, second: 0 });
      return { wallMs: Date.UTC(year, month - 1, day, 12), offsetMs: zone.utcOffset(time) * 1_000 };
    });
  } catch {
    return null;
  }
};

const fits = (zone: string, probes: readonly Probe[]): boolean => {
  const clock = clockOf(zone);
  return probes.every(({ wallMs, offsetMs }) => wallMs - clock.toInstantMs(wallMs) === offsetMs);
};

/** Zones that most people mean, before the rest of the same clock. */
const likely = [
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "Europe/Helsinki",
  "Asia/Tokyo",
];
const candidates = [...new Set([...likely, ...ianaByWindows.values()])];

/** The zone of a described one; null when nobody's clock goes like that. `year` is one in which the description is used. */
export const zoneDescribed = (described: Component, year: number): string | null => {
  const named = [first(described.properties, "X-LIC-LOCATION"), first(described.properties, "TZID")].map((name) =>
    name === undefined ? null : zoneNamed(name),
  );
  const byName = named.find((zone) => zone !== null);
  if (byName !== undefined) return byName;
  const probes = isPlain(described) ? probe(described, year) : null;
  if (probes === null || probes.length === 0) return null;
  return candidates.find((zone) => fits(zone, probes)) ?? null;
};
