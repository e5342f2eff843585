/** Hebrew clock times, lengths, bounds and repetition: "בשמונה וחצי", "בין 3 ל-4", "לא אחרי ארבע", "כל יום שני בשעה 10". */
import { rule, type Rule } from "../../grammar/rule";
import type { WhenValue } from "../../grammar/values";
import { clock, clockNear } from "../../meaning/clocks";
import { nthWeekdayFrom, periodFromNow } from "../../meaning/dates";
import { asDuration, duration } from "../../meaning/durations";
import { asWhen, bound, clocksAsWhen, daypart, moment, withDuration } from "../../meaning/moments";
import * as parts from "../../meaning/parts";
import { every, everyWeekday } from "../../meaning/recurrence";

import { hour, isHour, strong } from "./shared";

export const hebrewTimeRules: readonly Rule[] = [
  rule({
    name: "שעה",
    pattern: "{number}",
    makes: "loose",
    build: (n) => (isHour(n) ? clock(n.value, 0, 0, { weak: true, open: !(n.digits === 2 && n.value < 10) }) : null),
  }),
  rule({
    name: "בשעה",
    pattern: ["בשעה|לשעה {loose}", "ב -? {loose}"],
    makes: "clock",
    build: (value) => (value.grain === "hour" ? strong(value) : strong(value)),
    examples: { "בשעה 5": "2026-11-23T17:00", "ב-4": "2026-11-23T16:00", ב4: "2026-11-23T16:00" },
  }),
  rule({
    name: "בשעה ודקות",
    pattern: ["בשעה|לשעה {clock}", "ב|ל -? {clock}"],
    makes: "clock",
    build: strong,
    examples: { "בשעה 15:30": "2026-11-23T15:30", "ב-15:30": "2026-11-23T15:30" },
  }),
  rule({
    name: "רבע ל",
    pattern: ["ברבע|רבע {loose}", "ברבע|רבע ל -? {loose}"],
    makes: "clock",
    build: (value) => clockNear(value, -15),
    examples: { "ברבע לשש": "2026-11-23T17:45" },
  }),
  rule({
    name: "דקות ל",
    pattern: ["ב? {number} דקות? ל -? {loose}", "ב? {number} דקות {loose}"],
    makes: "clock",
    build: (n, value) => (n.value > 0 && n.value < 30 && n.value % 5 === 0 ? clockNear(value, -n.value) : null),
    examples: { "עשר דקות לשמונה": "2026-11-23T19:50" },
  }),
  rule({
    name: "ורבע",
    pattern: "{clock} ורבע",
    makes: "clock",
    build: (value) => clockNear(value, 15),
    examples: { "בשבע ורבע": "2026-11-23T19:15" },
  }),
  rule({
    name: "ו דקות",
    pattern: ["{clock} ו -? {number} דקות?"],
    makes: "clock",
    build: (value, n) => (n.value > 0 && n.value < 60 && Number.isInteger(n.value) ? clockNear(value, n.value) : null),
  }),
  rule({
    name: "שעה ועשרה",
    pattern: ["{clock} ועשרה|ועשר דקות?"],
    makes: "clock",
    build: (value) => clockNear(value, 10),
    examples: { "בשמונה ועשרה": "2026-11-23T20:10" },
  }),
  rule({
    name: "שעה ועשרים",
    pattern: ["{clock} ועשרים דקות?"],
    makes: "clock",
    build: (value) => clockNear(value, 20),
    examples: { "בשמונה ועשרים": "2026-11-23T20:20" },
  }),
  rule({
    name: "וחצי",
    pattern: "{clock} וחצי",
    makes: "clock",
    build: (value) => (value.grain === "hour" ? clock(value.hour, 30, 0, { grain: "minute", open: value.open }) : null),
    examples: { "בשעה 5 וחצי": "2026-11-23T17:30" },
  }),
  rule({
    name: "בין שעות",
    pattern: [
      "בין -? {loose} ל -? {loose}",
      "מ -? {loose} עד -? {loose}",
      "בין -? {clock} ל -? {clock}",
      "מ -? {clock} עד -? {clock}",
      "{clock} -|עד {clock}",
      "{clock} -|עד {loose}",
      "בין {loose} {loose}",
      "בין {clock} {loose}",
      "{loose} עד {loose}",
    ],
    makes: "clocks",
    build: (from, to) => ({ from: strong(from), to: strong(to) }),
    examples: {
      "בין שתיים לארבע": "2026-11-23T14:00/2026-11-23T16:00",
      "מתשע עד אחת עשרה": "2026-11-24T09:00/2026-11-24T11:00",
      "בין 3 ל-4": "2026-11-23T15:00/2026-11-23T16:00",
      "מ-9:00 עד 11:00": "2026-11-24T09:00/2026-11-24T11:00",
    },
  }),
  rule({
    name: "חלק של היום",
    pattern: "{part}",
    makes: "daypart",
    build: (part) => ({ date: null, part }),
    examples: { "אחר הצהריים": "2026-11-23T12:00/2026-11-23T19:00", "אחרי הצהריים": "2026-11-23T12:00/2026-11-23T19:00" },
  }),
  rule({
    name: "הבוקר",
    pattern: "הבוקר",
    makes: "daypart",
    build: () => daypart(periodFromNow("day", 0), parts.morning),
    examples: { הבוקר: "2026-11-23T08:00/2026-11-23T12:00" },
  }),
  rule({
    name: "אזור זמן",
    pattern: ["{moment} ,? ב? {zone}", "{moment} ( {zone} )"],
    makes: "moment",
    priority: 1,
    build: (value, zone) => ({ ...value, zone: value.zone ?? zone }),
    examples: { "מחר בשעה 15:00 שעון לונדון": "2026-11-24T16:00" },
  }),
  rule({
    name: "יום וחלק",
    pattern: "{date} ,? {part}",
    makes: "daypart",
    build: (date, part) => daypart({ ...date, weak: false }, part),
    examples: {
      "מחר בבוקר": "2026-11-24T08:00/2026-11-24T12:00",
      "היום בערב": "2026-11-23T18:00/2026-11-24T00:00",
      "יום שלישי הבא אחר הצהריים": "2026-12-01T12:00/2026-12-01T19:00",
    },
  }),
  rule({
    name: "הלילה",
    pattern: "הערב|הלילה",
    makes: "daypart",
    build: () => daypart(periodFromNow("day", 0), { name: "night", start: 64_800, end: 86_400, wideStart: 57_600, wideEnd: 108_000 }),
    examples: { הערב: "2026-11-23T18:00/2026-11-24T00:00" },
  }),
  rule({
    name: "יום ושעה",
    pattern: "{date} ,? {clock}",
    makes: "moment",
    build: (date, value) => moment({ ...date, weak: false }, value),
    examples: { "מחר בשעה 15:00": "2026-11-24T15:00", "ביום שני ב-9": "2026-11-30T09:00" },
  }),
  rule({
    name: "שעה ויום",
    pattern: "{clock} ,? {date}",
    makes: "moment",
    build: (value, date) => moment({ ...date, weak: false }, value),
    examples: { "בשעה 15:00 מחר": "2026-11-24T15:00" },
  }),
  rule({
    name: "שעה בחלק",
    pattern: ["{clock} {part}", "{loose} {part}"],
    makes: "moment",
    build: (value, part) => ({ date: null, clock: strong(value), part }),
    examples: { "בשעה 8 בערב": "2026-11-23T20:00" },
  }),
  rule({
    name: "שעה בחלק של יום",
    pattern: ["{date} {clock} {part}", "{daypart} {clock}"],
    makes: "moment",
    build: (a, b, part?) => ("part" in a ? moment(a.date, b, a.part) : moment(a, b, part)),
    examples: { "מחר בשעה 8 בערב": "2026-11-24T20:00", "מחר בערב בשעה 8": "2026-11-24T20:00" },
  }),
  rule({
    name: "יום ושעות",
    pattern: ["{date} ,? {clocks}", "{clocks} ,? {date}"],
    makes: "when",
    build: (a, b) => {
      const [date, clocks] = "at" in a ? [a, b] : [b, a];
      return "at" in date && "to" in clocks ? clocksAsWhen({ ...date, weak: false }, clocks) : null;
    },
    examples: { "מחר בין 14:00 ל-16:00": "2026-11-24T14:00/2026-11-24T16:00" },
  }),
  rule({
    name: "שעה למשך",
    pattern: ["{moment} ,? למשך? {duration}"],
    makes: "when",
    build: (value, length) => withDuration(asWhen(value), { ...length, weak: false }),
    examples: { "מחר בשעה 15:00 למשך 45 דקות": "2026-11-24T15:00/2026-11-24T15:45" },
  }),
  rule({
    name: "משך",
    pattern: "{number} {unit}",
    makes: "duration",
    build: (n, unit) => duration(n.value, unit),
    examples: { "45 דקות": "PT45M", "שלוש שעות": "PT3H" },
  }),
  rule({
    name: "למשך",
    pattern: "למשך {duration}",
    makes: "when",
    build: (length) => asDuration({ ...length, weak: false }),
    examples: { "למשך שבוע": "P1W" },
  }),

  rule({
    name: "לא אחרי",
    pattern: ["לא אחרי {loose}", "לא אחרי {when}", "לא יאוחר מ -? {when}", "לכל המאוחר עד? {when}"],
    makes: "when",
    build: (value) => ("hour" in value ? bound("before", "start", hour(value)) : bound("before", "end", value)),
    examples: { "לא אחרי ארבע": "before 2026-11-23T10:00/2026-11-23T16:00" },
  }),
  rule({
    name: "החל מ",
    pattern: ["החל מ? -? {when}", "לא לפני {when}", "{when} ואילך|והלאה"],
    makes: "when",
    build: (when) => bound("after", "start", when),
    examples: { "החל מיום שני": "after 2026-11-30" },
  }),
  rule({
    name: "מאז",
    pattern: ["מאז ה? -? {when}", "מאז {loose}"],
    makes: "when",
    build: (value) => {
      const limit = bound("after", "start", "hour" in value ? hour(value) : value);
      return limit && { ...limit, at: (anchor) => limit.at({ ...anchor, prefer: "past" }) };
    },
    examples: { "מאז יום שלישי": "after 2026-11-17" },
  }),
  rule({
    name: "אחרי",
    pattern: "אחרי {when}",
    makes: "when",
    priority: -1,
    build: (when) => bound("after", "end", when),
    examples: { "אחרי יום שישי": "after 2026-11-28" },
  }),
  rule({
    name: "אחרי שעה",
    pattern: ["אחרי {loose}", "לא לפני {loose}", "החל מ? -? {loose}"],
    makes: "when",
    build: (value) => bound("after", "start", hour(value)),
    examples: { "אחרי 3": "after 2026-11-23T15:00" },
  }),
  rule({
    name: "לפני",
    pattern: ["לפני {when}", "לפני {loose}"],
    makes: "when",
    build: (value) => bound("before", "start", "hour" in value ? hour(value) : value),
    examples: { "לפני יום שישי": "before 2026-11-23T10:00/2026-11-27T00:00" },
  }),
  rule({
    name: "עד",
    pattern: "עד {when}",
    makes: "when",
    priority: -1,
    build: (when) => bound("before", "end", when),
    examples: { "עד מחר": "before 2026-11-23T10:00/2026-11-25T00:00", "עד יום שישי": "before 2026-11-23T10:00/2026-11-28T00:00" },
  }),
  rule({
    name: "חוץ מיום",
    pattern: ["כל יום חוץ|מלבד {weekday}", "לא {weekday}", "בכל יום חוץ|מלבד {weekday}"],
    makes: "when",
    priority: 2,
    build: ({ weekday }): WhenValue => ({
      kind: "interval",
      grain: "day",
      direction: "after",
      dateGiven: true,
      timeGiven: false,
      at: (anchor) =>
        periodFromNow("day", 0)
          .at(anchor)
          .map(({ start }) => ({ start, end: null })),
      except: (anchor) => [1, 2, 3, 4, 5, 6, 7, 8].flatMap((count) => nthWeekdayFrom(weekday, count).at(anchor)),
    }),
    examples: { "לא ביום שישי": "after 2026-11-23 except 2026-11-27" },
  }),

  rule({
    name: "כל תקופה",
    pattern: ["כל {unit}", "מדי {unit}", "פעם {unit}", "אחת ל {unit}"],
    makes: "recur",
    build: (unit) => every(1, unit),
    examples: { "כל יום": "FREQ=DAILY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "כל כמה תקופות",
    pattern: ["כל {number} {unit}"],
    makes: "recur",
    build: (n, unit) => every(n.value, unit),
    examples: { "כל 3 שבועות": "FREQ=WEEKLY;INTERVAL=3 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "כל שבועיים",
    pattern: "כל שבועיים",
    makes: "recur",
    build: () => every(2, { period: "week", times: 1 }),
    examples: { "כל שבועיים": "FREQ=WEEKLY;INTERVAL=2 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "כל יום בשבוע",
    pattern: "כל {weekday}",
    makes: "recur",
    build: ({ weekday }) => everyWeekday([weekday]),
    examples: { "כל יום שני": "FREQ=WEEKLY;BYDAY=MO 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "ימים קבועים",
    pattern: ["{weekdays}", "{weekdays} ו {weekday}"],
    makes: "recur",
    build: (days, other?) => everyWeekday([...days, ...(other ? [other.weekday] : [])]),
    examples: { "בימי שלישי בעשר": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T10:00" },
  }),
  rule({
    name: "כל בוקר",
    pattern: "כל {part}",
    makes: "recur",
    build: (part) => ({ frequency: "DAILY", interval: 1, part }),
    examples: { "כל בוקר": "FREQ=DAILY 2026-11-24T08:00/2026-11-24T12:00" },
  }),
  rule({
    name: "כל עד",
    pattern: ["{recur} עד {date}"],
    makes: "recur",
    build: (value, until) => (value.until ? null : { ...value, until: { ...until, weak: false } }),
    examples: { "כל יום חמישי עד ינואר": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261231T235959 2026-11-26/2026-11-27" },
  }),
  rule({
    name: "כל בין שעות",
    pattern: ["{recur} ,? {clocks}"],
    makes: "recur",
    build: (value, clocks) => (value.clock || value.clocks ? null : { ...value, clocks }),
    examples: { "כל יום שני בין 9:00 ל 10:00": "FREQ=WEEKLY;BYDAY=MO 2026-11-30T09:00/2026-11-30T10:00" },
  }),
  rule({
    name: "כל היום",
    pattern: ["כל היום", "יום שלם"],
    makes: "when",
    priority: 3,
    build: () => {
      const day = duration(1, { period: "day", times: 1 });
      return day && asDuration(day);
    },
    examples: { "כל היום": "P1D" },
  }),
  rule({
    name: "כל בשעה",
    pattern: "{recur} ,? {clock}",
    makes: "recur",
    build: (value, time) => (value.clock ? null : { ...value, clock: time }),
    examples: { "כל יום שלישי בשעה 10": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T10:00" },
  }),
];
