/** German words that stand for something by themselves. */
import { entries, type Entry } from "../../grammar/rule";
import type { DateValue, NumberValue, PartValue, UnitValue } from "../../grammar/values";
import { dayNumber } from "../../calendar";
import { dateFromFields, periodFromNow } from "../../meaning/dates";
import { easterSunday, holidayDate } from "../../meaning/holidays";
import * as parts from "../../meaning/parts";
import { zoneAbbreviations } from "../../zone-names";

const weekdayNames = [
  ["montag", "mo"],
  ["dienstag", "di"],
  ["mittwoch", "mi"],
  ["donnerstag", "do"],
  ["freitag", "fr"],
  ["samstag", "sa", "sonnabend"],
  ["sonntag", "so"],
] as const;
const monthNames = [
  ["januar", "jan", "jänner"],
  ["februar", "feb", "feber"],
  ["märz", "mär", "mrz"],
  ["april", "apr"],
  ["mai"],
  ["juni", "jun"],
  ["juli", "jul"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["oktober", "okt"],
  ["november", "nov"],
  ["dezember", "dez"],
] as const;
const everyday = new Set(["mo", "di", "mi", "do", "fr", "sa", "so"]);

const partNames: Readonly<Record<string, PartValue>> = {
  morgen: parts.morning,
  vormittag: parts.forenoon,
  mittag: parts.lunchtime,
  nachmittag: parts.afternoon,
  abend: parts.evening,
  nacht: parts.night,
  früh: parts.dayStart,
};
const weekday = (index: number): DateValue => dateFromFields({ weekday: index + 1 }) ?? periodFromNow("day", 0);
const fixed = (month: number, day: number): DateValue => holidayDate((year) => dayNumber(year, month, day));
const easter = (days: number): DateValue => holidayDate((year) => easterSunday(year) + days);
const unit = (period: UnitValue["period"], names: string, times = 1): [string, UnitValue][] => names.split(",").map((name) => [name.trim(), { period, times }]);
const words = (list: readonly string[], from: number): Record<string, NumberValue> =>
  Object.fromEntries(list.map((name, index) => [name, { value: index + from, digits: 0 }]));
const endings = ["e", "er", "en", "em", "es"];
const ordinalStems: readonly (readonly [string, number])[] = [
  ["erst", 1],
  ["zweit", 2],
  ["dritt", 3],
  ["viert", 4],
  ["fünft", 5],
  ["sechst", 6],
  ["siebt", 7],
  ["siebent", 7],
  ["acht", 8],
  ["neunt", 9],
  ["zehnt", 10],
  ["elft", 11],
  ["zwölft", 12],
  ["dreizehnt", 13],
  ["vierzehnt", 14],
  ["fünfzehnt", 15],
  ["zwanzigst", 20],
  ["dreißigst", 30],
];
const inflected = (stem: string, value: number): [string, number][] => endings.map((ending) => [stem + ending, value]);

export const germanEntries: readonly Entry[] = [
  ...entries(
    "weekday",
    Object.fromEntries(
      weekdayNames.flatMap((names, index) =>
        names.flatMap(
          (name) =>
            [
              [name, { weekday: index + 1, weak: everyday.has(name) }],
              ...(name.length < 4 ? [[`${name} .`, { weekday: index + 1, weak: false }] as const] : []),
            ] as const,
        ),
      ),
    ),
  ),
  ...entries(
    "weekdays",
    Object.fromEntries(weekdayNames.flatMap((names, index) => names.filter((name) => name.length > 3).map((name) => [`${name}s`, [index + 1]]))),
  ),
  ...entries(
    "month",
    Object.fromEntries(
      monthNames.flatMap((names, index) =>
        names.flatMap(
          (name) =>
            [[name, { month: index + 1, weak: false }], ...(name.length < 5 ? [[`${name} .`, { month: index + 1, weak: false }] as const] : [])] as const,
        ),
      ),
    ),
  ),
  ...entries(
    "daypart",
    Object.fromEntries(
      weekdayNames.flatMap(([name], index) => Object.entries(partNames).map(([part, value]) => [name + part, { date: weekday(index), part: value }])),
    ),
  ),
  ...entries(
    "unit",
    Object.fromEntries([
      ...unit("second", "sekunde,sekunden,sek"),
      ...unit("minute", "minute,minuten,min"),
      ...unit("hour", "stunde,stunden,std,h"),
      ...unit("day", "tag,tage,tagen,tages"),
      ...unit("workday", "werktag,werktage,werktagen,werktages,arbeitstag,arbeitstage,arbeitstagen,arbeitstages"),
      ...unit("week", "woche,wochen"),
      ...unit("weekend", "wochenende,wochenenden,wochenendes"),
      ...unit("month", "monat,monate,monaten,monats"),
      ...unit("quarter", "quartal,quartale,quartals"),
      ...unit("half", "halbjahr"),
      ...unit("year", "jahr,jahre,jahren,jahres"),
      ...unit("year", "jahrzehnt", 10),
    ]),
  ),
  ...entries("number", {
    ...words(
      [
        "ein",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
        "zwanzig",
      ],
      1,
    ),
    ...words(["eine", "zwo"], 1),
    eins: { value: 1, digits: 0 },
    einer: { value: 1, digits: 0 },
    einem: { value: 1, digits: 0 },
    einen: { value: 1, digits: 0 },
    dreißig: { value: 30, digits: 0 },
    vierzig: { value: 40, digits: 0 },
    fünfundvierzig: { value: 45, digits: 0 },
    fünfzig: { value: 50, digits: 0 },
    neunzig: { value: 90, digits: 0 },
    anderthalb: { value: 1.5, digits: 0 },
    eineinhalb: { value: 1.5, digits: 0 },
    zweieinhalb: { value: 2.5, digits: 0 },
    "ein paar": { value: 3, digits: 0, vague: true },
    einige: { value: 3, digits: 0, vague: true },
    einigen: { value: 3, digits: 0, vague: true },
  }),
  ...entries(
    "ordinal",
    Object.fromEntries([
      ...ordinalStems.flatMap(([stem, value]) => inflected(stem, value)),
      ...[
        "einundzwanzigst",
        "zweiundzwanzigst",
        "dreiundzwanzigst",
        "vierundzwanzigst",
        "fünfundzwanzigst",
        "sechsundzwanzigst",
        "siebenundzwanzigst",
        "achtundzwanzigst",
        "neunundzwanzigst",
      ].flatMap((stem, index) => inflected(stem, index + 21)),
      ...inflected("einunddreißigst", 31),
    ]),
  ),
  ...entries(
    "shift",
    Object.fromEntries([
      ...["dies", "aktuell", "laufend"].flatMap((stem) => inflected(stem, 0)),
      ...["nächst", "kommend", "folgend"].flatMap((stem) => inflected(stem, 1)),
      ...["letzt", "vergangen", "vorig", "vorherig"].flatMap((stem) => inflected(stem, -1)),
      ...inflected("übernächst", 2),
      ...inflected("vorletzt", -2),
    ]),
  ),
  ...entries("date", {
    heute: periodFromNow("day", 0),
    morgen: periodFromNow("day", 1),
    übermorgen: periodFromNow("day", 2),
    gestern: periodFromNow("day", -1),
    vorgestern: periodFromNow("day", -2),
  }),
  ...entries("part", {
    vormittag: parts.forenoon,
    mittag: parts.lunchtime,
    nachmittag: parts.afternoon,
    abend: parts.evening,
    nacht: parts.night,
    früh: parts.dayStart,
    morgens: parts.morning,
    vormittags: parts.forenoon,
    mittags: parts.lunchtime,
    nachmittags: parts.afternoon,
    abends: parts.evening,
    nachts: parts.night,
    mittagessen: parts.lunch,
    frühstück: parts.breakfast,
    abendessen: parts.dinner,
    feierabend: parts.workEnd,
  }),
  ...entries("holiday", {
    heiligabend: fixed(12, 24),
    "heiliger abend": fixed(12, 24),
    weihnachten: fixed(12, 25),
    "erster weihnachtstag": fixed(12, 25),
    "zweiter weihnachtstag": fixed(12, 26),
    silvester: fixed(12, 31),
    sylvester: fixed(12, 31),
    neujahr: fixed(1, 1),
    neujahrstag: fixed(1, 1),
    karfreitag: easter(-2),
    ostern: easter(0),
    ostersonntag: easter(0),
    ostermontag: easter(1),
    "christi himmelfahrt": easter(39),
    himmelfahrt: easter(39),
    pfingsten: easter(49),
    pfingstsonntag: easter(49),
    pfingstmontag: easter(50),
    fronleichnam: easter(60),
    rosenmontag: easter(-48),
    nikolaus: fixed(12, 6),
    "tag der arbeit": fixed(5, 1),
    "tag der deutschen einheit": fixed(10, 3),
    allerheiligen: fixed(11, 1),
    heiligabends: fixed(12, 24),
  }),
  ...entries("edge", { anfang: "start", beginn: "start", mitte: "middle", ende: "end" }),
  ...entries("season", { frühling: 0, frühjahr: 0, sommer: 1, herbst: 2, winter: 3 }),
  ...entries("zone", {
    ...zoneAbbreviations,
    "londoner zeit": "Europe/London",
    "new yorker zeit": "America/New_York",
    "berliner zeit": "Europe/Berlin",
    "pariser zeit": "Europe/Paris",
    "tokioter zeit": "Asia/Tokyo",
    "meiner zeit": "local",
    ortszeit: "local",
  }),
];

export const germanMisspellable: readonly string[] = [...weekdayNames, ...monthNames]
  .map(([name]) => name as string)
  .filter((name) => name.length > 4)
  .concat("morgen", "übermorgen", "gestern", "heute", "vormittag", "nachmittag", "minuten", "stunde", "stunden", "woche", "wochen");
export const germanNotMisspelled: ReadonlySet<string> = new Set([
  "montage",
  "morgens",
  "leute",
  "stunk",
  "wolken",
  "wochentag",
  "wachen",
  "kochen",
  "hunde",
  "sorgen",
  "borgen",
  "gesten",
  "gestein",
  "heutig",
  "heuten",
  "montags",
  "freitags",
  "sonntags",
  "samstags",
  "dienstags",
  "dienst",
  "julia",
  "julian",
  "junior",
  "jungen",
  "augusta",
  "sommertag",
]);
export const germanQuantityWords: ReadonlySet<string> = new Set([
  "prozent",
  "%",
  "€",
  "$",
  "euro",
  "personen",
  "leute",
  "kinder",
  "gäste",
  "km",
  "meter",
  "kilo",
  "seiten",
  "mal",
]);
