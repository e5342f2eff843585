/** German lengths and bounds: "anderthalb Stunden", "vor zwei Wochen", "nach 15 Uhr", "bis Ende März". */
import { rule, type Rule } from "../../grammar/rule";
import type { WhenValue } from "../../grammar/values";
import { nthWeekdayFrom } from "../../meaning/dates";
import { addDurations, asDuration, duration, instantFrom, instantFromNow, spanFromNow } from "../../meaning/durations";
import { asWhen, bound, daypartAsWhen, except } from "../../meaning/moments";
import * as parts from "../../meaning/parts";

import { candidatesIn } from "../../meaning/clocks";
import { hour, strong, today } from "./shared";

export const germanLengthRules: readonly Rule[] = [
  rule({
    name: "dauer",
    pattern: "{number} {unit}",
    makes: "duration",
    build: (n, unit) =>
      n.digits === 4 && n.value > 1900 && n.value < 2200
        ? null
        : n.value === 1 && n.digits === 0 && unit.period !== "hour"
          ? { ...(duration(1, unit) ?? { months: 0, days: 0, workdays: 0, seconds: 0, unit: unit.period, iso: "PT0S" }), weak: true }
          : duration(n.value, unit),
    examples: { "45 Minuten": "PT45M", "anderthalb Stunden": "PT1H30M", "einen Moment": "" },
  }),
  rule({
    name: "halbe stunde",
    pattern: ["eine|einer? halbe|halben|halber {unit}"],
    makes: "duration",
    build: (unit) => duration(0.5, unit),
    examples: { "eine halbe Stunde": "PT30M" },
  }),
  rule({
    name: "viertelstunde",
    pattern: ["eine|einer? viertelstunde"],
    makes: "duration",
    build: () => duration(15, { period: "minute", times: 1 }),
    examples: { "in einer Viertelstunde": "2026-11-23T10:15" },
  }),
  rule({
    name: "dreiviertelstunde",
    pattern: ["eine|einer? dreiviertelstunde"],
    makes: "duration",
    build: () => duration(45, { period: "minute", times: 1 }),
    examples: { "eine Dreiviertelstunde": "PT45M" },
  }),
  rule({
    name: "dauer und dauer",
    pattern: ["{duration} und|,? {duration}"],
    makes: "duration",
    build: addDurations,
    examples: { "1 Stunde und 30 Minuten": "PT1H30M" },
  }),
  rule({
    name: "für eine dauer",
    pattern: ["für etwa|ca? {duration}", "{duration} lang"],
    makes: "when",
    build: (length) => asDuration({ ...length, weak: false }),
    examples: { "für eine Woche": "P1W" },
  }),
  rule({
    name: "in einer dauer",
    pattern: ["in etwa|ca|rund? {duration}"],
    makes: "when",
    build: (length) => instantFromNow(length, 1),
    examples: { "in zwei Stunden": "2026-11-23T12:00" },
  }),
  rule({
    name: "vor einer dauer",
    pattern: ["vor etwa|ca|rund? {duration}"],
    makes: "when",
    build: (length) => instantFromNow(length, -1),
    examples: { "vor einer halben Stunde": "2026-11-23T09:30" },
  }),
  rule({
    name: "innerhalb",
    pattern: ["innerhalb von? {duration}", "binnen {duration}"],
    makes: "when",
    priority: 1,
    build: (length) => spanFromNow(length, 1),
    examples: { "innerhalb von zwei Stunden": "2026-11-23T10:00/2026-11-23T12:00" },
  }),
  rule({
    name: "dauer vor zeit",
    pattern: ["{duration} vor dem|der? {daypart}", "{duration} vor dem? {part}"],
    makes: "when",
    build: (length, value) => instantFrom(length, -1, daypartAsWhen("part" in value ? value : { date: null, part: value })),
    examples: { "eine halbe Stunde vor dem Mittagessen": "2026-11-23T11:30" },
  }),
  rule({
    name: "dauer vor uhr",
    pattern: ["{duration} vor {moment}"],
    makes: "when",
    build: (length, value) => instantFrom(length, -1, asWhen(value)),
    examples: { "eine Stunde vor 15 Uhr": "2026-11-23T14:00" },
  }),
  rule({
    name: "nach",
    pattern: ["nach dem|der? {when}"],
    makes: "when",
    build: (when) => bound("after", "end", when),
    examples: { "nach 15 Uhr": "after 2026-11-23T15:00" },
  }),
  rule({
    name: "nach stunde",
    pattern: ["nach|ab {loose}", "nicht vor {loose}"],
    makes: "when",
    build: (value) => bound("after", "start", hour(value)),
    examples: { "nach 3": "after 2026-11-23T15:00" },
  }),
  rule({
    name: "nach dem essen",
    pattern: ["nach dem mittagessen|essen|mittag"],
    makes: "part",
    build: () => parts.afterLunch,
    examples: { "nach dem Mittagessen": "2026-11-23T13:00/2026-11-23T17:00" },
  }),
  rule({
    name: "tag ab uhr",
    pattern: ["{date} ,? ab|nach {clock}", "{date} ,? ab|nach {loose}"],
    makes: "when",
    build: (date, value) => (date.grain === "day" && !date.range ? bound("after", "start", asWhen({ date, clock: strong(value) })) : null),
    examples: { "Dienstag nach 15 Uhr": "after 2026-11-24T15:00" },
  }),
  rule({
    name: "vor",
    pattern: ["vor dem|der? {when}", "vor dem? {part}"],
    makes: "when",
    build: (value) => bound("before", "start", "kind" in value ? value : daypartAsWhen({ date: null, part: value })),
    examples: { "vor Freitag": "before 2026-11-23T10:00/2026-11-27T00:00" },
  }),
  rule({
    name: "vor stunde",
    pattern: ["vor|bis {loose}"],
    makes: "when",
    build: (value) => bound("before", "start", hour(value)),
    examples: { "vor 5": "before 2026-11-23T10:00/2026-11-23T17:00" },
  }),
  rule({
    name: "nicht nach",
    pattern: ["nicht nach|später als? {when}"],
    makes: "when",
    build: (when) => bound("before", "end", when),
    examples: { "nicht nach 16 Uhr": "before 2026-11-23T10:00/2026-11-23T16:00" },
  }),
  rule({
    name: "nicht nach stunde",
    pattern: ["nicht nach {loose}", "nicht später als {loose}"],
    makes: "when",
    build: (value) => bound("before", "start", hour(value)),
    examples: { "nicht nach 4": "before 2026-11-23T10:00/2026-11-23T16:00" },
  }),
  rule({
    name: "seit",
    pattern: ["seit dem|der? {when}", "seit {loose}"],
    makes: "when",
    build: (value) => {
      const limit = bound("after", "start", "hour" in value ? hour(value) : value);
      return limit && { ...limit, at: (anchor) => limit.at({ ...anchor, prefer: "past" }) };
    },
    examples: { "seit Dienstag": "after 2026-11-17", "seit 2020": "after 2020-01-01" },
  }),
  rule({
    name: "ganzer tag",
    pattern: ["den|die|das? ganzen|ganze|ganzes {unit}"],
    makes: "when",
    build: (unit) => {
      const value = duration(1, unit);
      return value && unit.times === 1 && ["day", "week", "month", "year"].includes(unit.period) ? asDuration(value) : null;
    },
    examples: { "den ganzen Tag": "P1D" },
  }),
  rule({
    name: "teil ab uhr",
    pattern: ["{daypart} ,? ab|nach {loose}", "{daypart} ,? ab|nach {clock}"],
    makes: "when",
    build: ({ date, part }, value) => {
      const [start] = candidatesIn(value, part);
      return start !== undefined && start >= part.start && start < part.end ? daypartAsWhen({ date, part: { ...part, start } }) : null;
    },
    examples: { "Freitag Vormittag ab 10": "2026-11-27T10:00/2026-11-27T12:00" },
  }),
  rule({
    name: "teil bis uhr",
    pattern: ["{daypart} ,? bis|vor {loose}", "{daypart} ,? bis|vor {clock}"],
    makes: "when",
    build: ({ date, part }, value) => {
      const [end] = candidatesIn(value, part);
      return end !== undefined && end > part.start && end <= part.end ? daypartAsWhen({ date, part: { ...part, end } }) : null;
    },
    examples: { "Freitag Nachmittag bis 17 Uhr": "2026-11-27T12:00/2026-11-27T17:00" },
  }),
  rule({
    name: "bis",
    pattern: ["bis spätestens? zum|zu? {when}", "spätestens bis? zum? {when}"],
    makes: "when",
    priority: -1,
    build: (when) => bound("before", "end", when),
    examples: { "bis Freitag": "before 2026-11-23T10:00/2026-11-28T00:00", "bis Ende März": "before 2026-11-23T10:00/2027-04-01T00:00" },
  }),
  rule({
    name: "ab",
    pattern: ["ab|frühestens dem|der? {when}", "frühestens ab|am? {when}", "nicht vor {when}", "von|vom {when} an"],
    makes: "when",
    priority: -1,
    build: (when) => bound("after", "start", when),
    examples: { "ab Montag": "after 2026-11-30" },
  }),
  rule({
    name: "außer",
    pattern: ["{when} ,? außer|ausser am? {when}"],
    makes: "when",
    priority: -2,
    build: (whole, out) =>
      whole.kind === "interval" && !whole.except && out.kind !== "duration"
        ? except(whole, { ...out, at: (anchor) => out.at({ ...anchor, wall: Math.max((whole.at(anchor)[0]?.start ?? 1) - 1, 0), prefer: "future" }) })
        : null,
    examples: { "nächste Woche außer Freitag": "2026-11-30/2026-12-07 except 2026-12-04" },
  }),
  rule({
    name: "nicht am",
    pattern: ["nicht am? {weekday}", "jeder|jeden tag außer {weekday}", "an jedem tag außer {weekday}"],
    makes: "when",
    build: ({ weekday }): WhenValue => ({
      kind: "interval",
      grain: "day",
      direction: "after",
      dateGiven: true,
      timeGiven: false,
      at: (anchor) => today.at(anchor).map(({ start }) => ({ start, end: null })),
      except: (anchor) => [1, 2, 3, 4, 5, 6, 7, 8].flatMap((count) => nthWeekdayFrom(weekday, count).at(anchor)),
    }),
    examples: { "nicht am Freitag": "after 2026-11-23 except 2026-11-27" },
  }),
];
