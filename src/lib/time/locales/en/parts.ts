/** English parts of the day, alone and of a named day: "tomorrow afternoon", "the night before last", "first thing Monday". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, DayPartValue, NumberValue, PartValue } from "../../grammar/values";
import { periodFromNow, strong } from "../../meaning/dates";
import { daypart } from "../../meaning/moments";
import * as parts from "../../meaning/parts";

const today = periodFromNow("day", 0);
const yesterday = periodFromNow("day", -1);
/** The day before or after; null for anything longer than a day. */
const neighbour = (date: DateValue, days: number): DateValue | null =>
  date.grain !== "day" || date.range || date.weak
    ? null
    : { grain: "day", at: (anchor) => date.at(anchor).map(({ start, end }) => ({ start: start + days * 86_400, end: end + days * 86_400 })) };

const countedPart = (n: NumberValue, part: PartValue, sign: 1 | -1): DayPartValue | null =>
  Number.isInteger(n.value) && n.value >= 1 && n.value <= 60 ? daypart(periodFromNow("day", sign * n.value), part) : null;

export const partRules: readonly Rule[] = [
  rule({
    name: "part alone",
    pattern: "{part}",
    makes: "daypart",
    build: (part) => ({ date: null, part, ...(part.weak || part.name === "night" ? { weak: true } : {}) }),
    examples: { "morning works for me": "2026-11-23T08:00/2026-11-23T12:00", "Lunch with Maya": "" },
  }),
  rule({
    name: "early or late part",
    pattern: ["early|earlier in? the? {part}", "in? the? early hours of the? {part}"],
    makes: "part",
    build: (part) => parts.halfOfPart(part, "early"),
    examples: { "early morning tomorrow": "2026-11-24T08:00/2026-11-24T10:00" },
  }),
  rule({
    name: "late part",
    pattern: ["late|later in? the? {part}"],
    makes: "part",
    build: (part) => parts.halfOfPart(part, "late"),
    examples: { "late afternoon": "2026-11-23T15:30/2026-11-23T19:00" },
  }),
  rule({
    name: "middle of part",
    pattern: ["mid|middle of? -? the? {part}"],
    makes: "part",
    build: parts.middleOfPart,
    examples: { "mid-morning tomorrow": "2026-11-24T09:00/2026-11-24T11:00" },
  }),
  rule({
    name: "in the part",
    pattern: ["in|during|over|through|at|around|about|for|throughout the? {part}", "in|during|over|this the same {part}", "first thing in the {part}"],
    makes: "daypart",
    build: (part) => ({ date: null, part: part.weak ? { ...part, weak: false } : part }),
    examples: { "in the afternoon": "2026-11-23T12:00/2026-11-23T19:00", "over lunch": "2026-11-23T12:00/2026-11-23T14:00" },
  }),
  rule({
    name: "this part",
    pattern: ["this|today 's? {part}", "later|early|late this {part}", "in this {part}"],
    makes: "daypart",
    priority: 1,
    build: (part) => daypart(today, part),
    examples: { "this evening": "2026-11-23T18:00/2026-11-24T00:00" },
  }),
  rule({
    name: "early this part",
    pattern: "early|earlier this {part}",
    makes: "daypart",
    priority: 2,
    build: (part) => daypart(today, parts.halfOfPart(part, "early")),
    examples: { "early this evening": "2026-11-23T18:00/2026-11-23T21:00" },
  }),
  rule({
    name: "late this part",
    pattern: "late|later this {part}",
    makes: "daypart",
    priority: 2,
    build: (part) => daypart(today, parts.halfOfPart(part, "late")),
    examples: { "late this evening": "2026-11-23T21:00/2026-11-24T00:00" },
  }),
  rule({
    name: "last part",
    pattern: ["last {part}", "yesterday {part}"],
    makes: "daypart",
    priority: 1,
    build: (part) => daypart(yesterday, part),
    examples: { "last night": "2026-11-22T18:00/2026-11-23T00:00" },
  }),
  rule({
    name: "late last part",
    pattern: "late|later last {part}",
    makes: "daypart",
    priority: 2,
    build: (part) => daypart(yesterday, parts.halfOfPart(part, "late")),
    examples: { "late last night": "2026-11-22T21:00/2026-11-23T00:00" },
  }),
  rule({
    name: "next part",
    pattern: "{shift} {part}",
    makes: "daypart",
    build: (shift, part) => daypart(shift === 0 ? today : periodFromNow("day", shift), part),
    examples: { "the next morning": "2026-11-24T08:00/2026-11-24T12:00" },
  }),
  rule({
    name: "tonight",
    pattern: ["tonight|tonite|2nite", "to - night"],
    makes: "daypart",
    build: () => daypart(today, parts.night),
    examples: { tonight: "2026-11-23T18:00/2026-11-24T00:00" },
  }),
  rule({
    name: "late tonight",
    pattern: ["late|later tonight|tonite"],
    makes: "daypart",
    build: () => daypart(today, parts.halfOfPart(parts.night, "late")),
    examples: { "late tonight": "2026-11-23T21:00/2026-11-24T00:00" },
  }),
  rule({
    name: "tomorrow night and the like",
    pattern: [
      "{date} ,? 's? {part}",
      "{date} ,? in|during|at|around|for|over the? {part}",
      "{date} ,? preferably|ideally in|at|around? the? {part}",
      "{date} 's {part}",
      "{date} - {part}",
    ],
    makes: "daypart",
    build: (date, part) =>
      part.weak && date.fields?.weekday === undefined && date.fields?.day === undefined && date.period === undefined ? null : daypart(strong(date), part),
    examples: {
      "tomorrow afternoon": "2026-11-24T12:00/2026-11-24T19:00",
      "tomorrow lunch": "2026-11-24T12:00/2026-11-24T14:00",
      "next Tuesday afternoon": "2026-12-01T12:00/2026-12-01T19:00",
      "Monday in the morning": "2026-11-30T08:00/2026-11-30T12:00",
    },
  }),
  rule({
    name: "early in a part of a day",
    pattern: ["early {date} {part}", "early on {date} {part}"],
    makes: "daypart",
    priority: 1,
    build: (date, part) => daypart(strong(date), parts.halfOfPart(part, "early")),
    examples: { "early tomorrow morning": "2026-11-24T08:00/2026-11-24T10:00" },
  }),
  rule({
    name: "late in a part of a day",
    pattern: ["late {date} {part}", "late on {date} {part}"],
    makes: "daypart",
    priority: 1,
    build: (date, part) => daypart(strong(date), parts.halfOfPart(part, "late")),
    examples: { "late Friday afternoon": "2026-11-27T15:30/2026-11-27T19:00" },
  }),
  rule({
    name: "early on a day",
    pattern: ["early|earlier in|on? the? {date}", "early in the day on? {date}", "{date} early", "early {date}"],
    makes: "daypart",
    build: (date) =>
      date.period === "day" || date.fields?.weekday !== undefined || date.fields?.day !== undefined
        ? daypart(strong(date), { ...parts.morning, name: "early" })
        : null,
    examples: { "early on Friday": "2026-11-27T08:00/2026-11-27T12:00" },
  }),
  rule({
    name: "late on a day",
    pattern: ["late|later on? {date}", "later in the day on? {date}"],
    makes: "daypart",
    build: (date) =>
      date.period === "day" || date.fields?.weekday !== undefined || date.fields?.day !== undefined
        ? daypart(strong(date), parts.halfOfPart(parts.afternoon, "late"))
        : null,
    examples: { "late on Friday": "2026-11-27T15:30/2026-11-27T19:00" },
  }),
  rule({
    name: "part of a day",
    pattern: ["the? {part} of|on the? {date}", "in|during|on the {part} of|on the? {date}", "{part} ,? the? {date}"],
    makes: "daypart",
    build: (part, date) => (part.weak ? null : daypart(strong(date), part)),
    examples: {
      "the morning of the 15th of February": "2027-02-15T08:00/2027-02-15T12:00",
      "Cancel lunch tomorrow": "2026-11-24",
      "lunch on Thursday at 1": "2026-11-26T13:00",
    },
  }),
  rule({
    name: "around a part of a day",
    pattern: ["at|around|over|during|about|for the? {part} of|on? the? {date}"],
    makes: "daypart",
    build: (part, date) => (part.name === "night" ? null : daypart(strong(date), { ...part, weak: false })),
    examples: { "around lunch on Thursday": "2026-11-26T12:00/2026-11-26T14:00" },
  }),
  rule({
    name: "so many parts of the day ahead",
    pattern: ["{number} {parts} from now|today", "in {number} {parts}"],
    makes: "daypart",
    priority: 1,
    build: (n, part) => countedPart(n, part, 1),
    examples: { "three nights from now": "2026-11-26T18:00/2026-11-27T00:00" },
  }),
  rule({
    name: "so many parts of the day ago",
    pattern: "{number} {parts} ago|back",
    makes: "daypart",
    priority: 1,
    build: (n, part) => countedPart(n, part, -1),
    examples: { "a couple of nights ago": "2026-11-21T18:00/2026-11-22T00:00" },
  }),
  rule({
    name: "part before last",
    pattern: "the? {part} before last",
    makes: "daypart",
    build: (part) => daypart(periodFromNow("day", -2), part),
    examples: { "the night before last": "2026-11-21T18:00/2026-11-22T00:00" },
  }),
  rule({
    name: "part before or after a day",
    pattern: ["the {part} before {date}", "on the {part} before {date}"],
    makes: "daypart",
    build: (part, date) => daypart(neighbour(date, -1), part),
    examples: { "the night before Christmas": "2026-12-24T18:00/2026-12-25T00:00" },
  }),
  rule({
    name: "part after a day",
    pattern: ["the {part} after {date}", "on the {part} after {date}"],
    makes: "daypart",
    build: (part, date) => daypart(neighbour(date, 1), part),
    examples: { "the morning after Christmas": "2026-12-26T08:00/2026-12-26T12:00" },
  }),
  rule({
    name: "between parts",
    pattern: ["between {part} and {part}"],
    makes: "part",
    build: (a, b) => (b.start > a.end ? { ...a, name: `after ${a.name}`, weak: false, start: a.end, end: b.start, wideStart: a.end, wideEnd: b.start } : null),
    examples: {
      "tomorrow between lunch and dinner": "2026-11-24T14:00/2026-11-24T18:00",
      "between breakfast and lunch tomorrow": "2026-11-24T10:00/2026-11-24T12:00",
    },
  }),
  rule({ name: "first thing", pattern: ["first thing", "first thing in the morning"], makes: "part", build: () => parts.dayStart }),
  rule({
    name: "first thing on a day",
    pattern: [
      "first thing on|in? the? {date}",
      "first thing on? {date} morning",
      "{date} first thing",
      "{date} , first thing",
      "{date} morning ,? first thing",
    ],
    makes: "daypart",
    priority: 1,
    build: (date) => daypart(strong(date), parts.dayStart),
    examples: {
      "first thing Monday": "2026-11-30T08:00/2026-11-30T10:00",
      "tomorrow first thing": "2026-11-24T08:00/2026-11-24T10:00",
      "Monday morning first thing": "2026-11-30T08:00/2026-11-30T10:00",
    },
  }),
  rule({
    name: "end of the day",
    pattern: ["the? end|close of the? day|business|play|work", "the? end of the? work|business|working day", "eod|cob|eob", "the eod|cob", "end of day"],
    makes: "daypart",
    priority: 1,
    build: () => ({ date: today, part: parts.dayEnd }),
    examples: { "by EOD": "before 2026-11-23T10:00/2026-11-24T00:00", "end of day": "2026-11-23T17:00/2026-11-24T00:00" },
  }),
  rule({
    name: "end of a named day",
    pattern: [
      "the? end|close of the? day|business on? {date}",
      "eod|cob on? {date}",
      "{date} eod|cob|eob",
      "the? end of the? {date}",
      "{date} end|close of the? day|business",
    ],
    makes: "daypart",
    priority: 1,
    build: (date) => daypart(strong(date), parts.dayEnd),
    examples: { "end of day Friday": "2026-11-27T17:00/2026-11-28T00:00" },
  }),
  rule({
    name: "start of the day",
    pattern: ["the? start|beginning of the? day", "the? start of business", "the? first half of the day"],
    makes: "daypart",
    build: () => ({ date: today, part: parts.dayStart }),
    examples: { "start of the day": "2026-11-23T08:00/2026-11-23T10:00" },
  }),
  rule({
    name: "during the day",
    pattern: ["during the day", "in|during the daytime", "during working|business|work|office hours"],
    makes: "daypart",
    build: () => ({ date: today, part: { ...parts.morning, name: "working day", start: 9 * 3600, end: 17 * 3600 } }),
    examples: { "during working hours": "2026-11-23T09:00/2026-11-23T17:00" },
  }),
];
