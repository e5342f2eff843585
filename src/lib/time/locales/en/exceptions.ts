/** English exceptions: "any day but Friday", "not tomorrow", "next week except Monday". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, WeekdayValue, WhenValue } from "../../grammar/values";
import { dateFromFields, nthWeekdayFrom, periodFromNow } from "../../meaning/dates";
import { dateAsWhen, except } from "../../meaning/moments";

const fromToday = (out: (count: number) => DateValue): WhenValue => ({
  kind: "interval",
  grain: "day",
  direction: "after",
  dateGiven: true,
  timeGiven: false,
  at: (anchor) =>
    periodFromNow("day", 0)
      .at(anchor)
      .map(({ start }) => ({ start, end: null })),
  except: (anchor) => [1, 2, 3, 4, 5, 6, 7, 8].flatMap((count) => out(count).at(anchor).slice(0, 1)),
});

export const exceptionRules: readonly Rule[] = [
  rule({
    name: "any day but",
    pattern: [
      "any day|weekday|time but|except|excluding|besides|other for|than|on? {weekday}",
      "any day of the week but|except for? {weekday}",
      "not|never on {weekday}",
      "not on? a? {weekday}",
      "anytime|whenever but|except on|for? {weekday}",
      "any day that is not|n't {weekday}",
    ],
    makes: "when",
    build: ({ weekday }) => fromToday((count) => nthWeekdayFrom(weekday, count)),
    examples: { "any day but Friday": "after 2026-11-23 except 2026-11-27" },
  }),
  rule({
    name: "any time but",
    pattern: ["any time but|except|besides for|at|on? {when}", "anytime|whenever but|except|besides for|at|on? {when}", "any time other than at|on? {when}"],
    makes: "when",
    priority: -1,
    build: (out) => {
      if (out.kind === "duration" || out.kind === "recurrence" || out.direction || out.except) return null;
      return {
        ...fromToday(() => periodFromNow("day", 0)),
        except: (anchor) =>
          out
            .at(anchor)
            .slice(0, 1)
            .map((reading) => ({ ...reading, end: reading.end ?? reading.start + 3600 })),
      };
    },
    examples: { "any time but noon": "after 2026-11-23 except 2026-11-23" },
  }),
  rule({
    name: "why not",
    pattern: ["why|if not on? {when}"],
    makes: "when",
    priority: 1,
    build: (when) => (when.weak ? null : when),
    examples: { "why not Tuesday": "2026-11-24" },
  }),
  rule({
    name: "not on a day",
    pattern: ["not|never on? the? {date}"],
    makes: "when",
    priority: -1,
    build: (date) => (date.weak || date.grain !== "day" || date.range ? null : fromToday(() => date)),
    examples: { "not tomorrow": "after 2026-11-23 except 2026-11-24", "why not tomorrow": "2026-11-24" },
  }),
  rule({
    name: "any day of a span but",
    pattern: [
      "any|every|whichever? day|weekday|time but|except|excluding|besides|other for|than|on? {weekday} ,? in|of|during? {date}",
      "{date} ,? any|every? day|weekday|time but|except|excluding|besides|other for|than|on? {weekday}",
      "{date} ,? not on? {weekday}",
    ],
    makes: "when",
    build: (a, b) => {
      const [date, { weekday }] = "at" in a ? [a, b as WeekdayValue] : [b as DateValue, a];
      if (date.grain === "day" && !date.range) return null;
      const named = dateFromFields({ weekday });
      return {
        ...dateAsWhen({ ...date, weak: false }),
        except: (anchor) =>
          date
            .at(anchor)
            .slice(0, 1)
            .flatMap((span) => named?.within?.(span, anchor) ?? []),
      };
    },
    examples: {
      "any day but Friday next week": "2026-11-30/2026-12-07 except 2026-12-04",
      "next week but not Friday": "2026-11-30/2026-12-07 except 2026-12-04",
    },
  }),
  rule({
    name: "except",
    pattern: ["any|every? day|time? {date} ,? but|except|excluding|besides|without for|on? {when}", "{when} ,? but|except|excluding not|for? on? {when}"],
    makes: "when",
    priority: -2,
    build: (a, b) => {
      const whole = "kind" in a ? a : dateAsWhen(a);
      const spans = whole.kind === "interval" && b.kind !== "duration" && b.kind !== "recurrence" && !whole.except && !b.except;
      return spans
        ? except(whole, {
            ...b,
            at: (anchor) => {
              const outer = whole.at(anchor)[0];
              return outer && !b.direction ? b.at({ ...anchor, wall: Math.max(outer.start - 1, 0), prefer: "future" }) : b.at(anchor);
            },
          })
        : null;
    },
    examples: { "next week except Friday": "2026-11-30/2026-12-07 except 2026-12-04" },
  }),
];
