/** English times in another zone: "3pm London time", "10 PT", "noon my time". */
import { rule, shape, type Rule, type Shape } from "../../grammar/rule";
import { clocksAsWhen } from "../../meaning/moments";
import type { DateValue, MomentValue } from "../../grammar/values";
import { isZone, offsetFromName } from "../../zones";

export const zoneRules: readonly Rule[] = [
  rule({
    name: "zone after a clock",
    pattern: ["{moment} ,? {zone}", "{moment} ,? ( {zone} )", "{moment} ,? in {zone}"],
    makes: "moment",
    priority: 1,
    build: (value, zone) => ({ ...value, zone: value.zone ?? zone }),
    examples: { "3pm London time": "2026-11-23T16:00", "noon my time": "2026-11-23T12:00", "10am PT": "2026-11-23T19:00" },
  }),
  rule({
    name: "zone after a bare hour",
    pattern: "{loose} {zone}",
    makes: "moment",
    priority: 1,
    build: (clock, zone) => (zone === "local" || !/^[+-]/.test(zone) || clock.hour > 0 ? { date: null, clock: { ...clock, weak: false }, zone } : null),
    examples: { "10 PT": "2026-11-23T19:00" },
  }),
  rule({
    name: "day at bare hour in a zone",
    pattern: ["{date} ,? at? {loose} {zone}"],
    makes: "moment",
    build: (date, clock, zone) => (date.grain === "day" && !date.range ? { date: { ...date, weak: false }, clock: { ...clock, weak: false }, zone } : null),
    examples: { "Thursday 8h GMT": "2026-11-26T09:00" },
  }),
  rule({
    name: "zoned clock on a day",
    pattern: ["{moment} ,? on? {date}", "{date} ,? at? {moment}"],
    makes: "moment",
    priority: 1,
    build: (a, b) => {
      const [value, date] = "clock" in a ? [a, b as DateValue] : [b as MomentValue, a];
      return value.zone !== undefined && !value.date && date.grain === "day" && !date.range ? { ...value, date } : null;
    },
    examples: { "2026-12-05 14:00Z": "2026-12-05T15:00", "3pm London time on Tuesday": "2026-11-24T16:00" },
  }),
  rule({
    name: "zone after clocks",
    pattern: ["{clocks} ,? {zone}"],
    makes: "when",
    priority: 1,
    build: (clocks, zone) => clocksAsWhen(null, { from: clocks.from, to: clocks.to }, undefined, zone),
    examples: { "9-11am ET": "2026-11-23T15:00/2026-11-23T17:00" },
  }),
  rule({
    name: "zone after a day's clocks",
    pattern: ["{date} ,? from|between|at? {clocks} {zone}"],
    makes: "when",
    priority: 1,
    build: (date, clocks, zone) => clocksAsWhen(date, { from: clocks.from, to: clocks.to }, undefined, zone),
    examples: { "Tuesday 9-11am ET": "2026-11-24T15:00/2026-11-24T17:00" },
  }),
  rule({
    name: "zone after an instant",
    pattern: ["{when} {zone}"],
    makes: "when",
    priority: -3,
    build: (when, zone) => (when.kind === "instant" && !when.zone ? { ...when, zone } : null),
    examples: { "in 1 hour GMT": "2026-11-23T11:00" },
  }),
];

export const zoneShapes: readonly Shape[] = [
  shape({
    name: "zone by its id",
    pattern: /(?:africa|america|antarctica|asia|atlantic|australia|europe|indian|pacific)\/\p{L}+(?:[_/-]\p{L}+)*/u,
    makes: "zone",
    build: ([id = ""]) => (isZone(id) ? id : null),
    examples: { "3pm Europe/London": "2026-11-23T16:00" },
  }),
  shape({
    name: "named offset",
    pattern: /(?:utc|gmt)\s?([+\u2212-]\d{1,2}(?::?\d{2})?)(?![\p{L}\d:])/u,
    makes: "zone",
    build: ([, text = ""]) => offsetFromName(text.replace("\u2212", "-")) ?? null,
    examples: { "noon utc+02": "2026-11-23T11:00" },
  }),
  shape({
    name: "offset",
    pattern: /([+-]\d{4}|\+\d{2}:\d{2})(?![\p{L}\d:])/u,
    makes: "zone",
    // "08:00 -0500" isn't a span to five o'clock.
    priority: 2,
    build: ([, text = ""]) => offsetFromName(text) ?? null,
    examples: { "Mon, 04 Jan 2027 08:00:00 -0500": "2027-01-04T14:00" },
  }),
];
