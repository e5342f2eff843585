/** Reads what a new event is called, when it is, how long, where and with whom, out of one clause. */
import { isEventWord, lowerAt, textOf, type Clause } from "./clause";
import { readExcept, readRepeat } from "./create-repeat";
import { explicitTitle, frameEnd, titleFrom, type Marks } from "./create-title";
import { atDeadline, inTheEvening, matchDuration, withoutLength } from "./create-when";
import { timeLeads } from "./create-words";
import { isOf } from "./lexicon";
import { readComing, readPeople, readPeopleAt, pronouns } from "./names";
import type { PlannerContext } from "./planner-context";
import { joinTimes, type SpokenWhen } from "./when";

export interface CreateSlots {
  readonly title: string | null;
  /** True when the owner named it ("called …", in quotation marks). */
  readonly titleGiven: boolean;
  readonly when: SpokenWhen | null;
  readonly durationMinutes: number | null;
  readonly people: readonly string[];
  readonly location: string | null;
  readonly repeat: string | null;
  /** Days that a repetition leaves out, in the owner's words. */
  readonly except: readonly string[];
  readonly allDay: boolean;
  readonly showAs: "busy" | "out-of-office" | null;
  /** "at the earliest", "the first free slot": Perin chooses the time. */
  readonly earliest: boolean;
  /** "find a time to …". */
  readonly search: boolean;
}

const mark = (used: Marks, start: number, end: number): void => {
  used.fill(true, Math.max(0, start), end);
};

const onlinePlaces = new Set(["zoom", "teams", "skype", "facetime", "webex", "slack", "whatsapp", "hangouts", "signal"]);
const placeLeads = new Set(["at", "in", "@"]);

const anyTime = new Set(
  "a an the some any no same free first next earliest best this that more good what which enough another different later earlier of my our your".split(" "),
);

/** "Focus time every morning", "family time on Sunday": time of a kind, which is what it is called. */
const isNamedTime = (clause: Clause, at: number): boolean =>
  lowerAt(clause, at) === "time" &&
  at - 1 > clause.bodyStart &&
  clause.tokens[at - 1]?.kind === "word" &&
  !anyTime.has(lowerAt(clause, at - 1)) &&
  !timeLeads.has(lowerAt(clause, at - 1)) &&
  !isEventWord(clause.tokens[at - 1]);

const markTimes = (clause: Clause, used: Marks): void => {
  for (const { start, end } of [...clause.times, ...clause.durations]) {
    let lead = start;
    while (
      lead > clause.bodyStart &&
      timeLeads.has(lowerAt(clause, lead - 1)) &&
      !isNamedTime(clause, lead - 1) &&
      !(lowerAt(clause, lead - 1) === "the" && lead < 2)
    )
      lead -= 1;
    mark(used, lead, end);
  }
};

const markCalendar = (clause: Clause, used: Marks): void => {
  clause.tokens.forEach((_, at) => {
    if (!["to", "on", "in", "into", "onto", "from"].includes(lowerAt(clause, at))) return;
    const noun = ["my", "the", "our", "m", "your"].includes(lowerAt(clause, at + 1)) ? at + 2 : at + 1;
    if (isOf("calendar", lowerAt(clause, noun))) mark(used, at, noun + 1);
  });
};

/** "…, room 5", "…, conference room B": index after it; null where no room is named there. */
const roomBehindComma = (clause: Clause, used: Marks, at: number): number | null => {
  if (lowerAt(clause, at) !== ",") return null;
  let noun = at + 1;
  while (["conference", "meeting", "board"].includes(lowerAt(clause, noun))) noun += 1;
  const end = noun + 2;
  const named = clause.tokens[noun + 1]?.kind === "number" || /^\p{Lu}/u.test(clause.tokens[noun + 1]?.text ?? "");
  return ["room", "rm"].includes(lowerAt(clause, noun)) &&
    named &&
    used[noun] !== true &&
    (end >= clause.tokens.length || used[end] === true || clause.tokens[end]?.kind === "mark")
    ? end
    : null;
};

const readPlace = (clause: Clause, used: Marks, from: number): { text: string; start: number; end: number } | null => {
  for (let at = from; at < clause.tokens.length - 1; at += 1) {
    const online = lowerAt(clause, at) === "on" && onlinePlaces.has(lowerAt(clause, at + 1));
    const room = used[at] === true ? null : roomBehindComma(clause, used, at);
    if (room !== null) return { text: textOf(clause, at + 1, room), start: at, end: room };
    if (used[at] || !(placeLeads.has(lowerAt(clause, at)) || online) || used[at + 1]) continue;
    let end = at + 1;
    while (
      end < clause.tokens.length &&
      !used[end] &&
      !["for", "with", ",", ".", "and", "on", "to", "at", "!", "?", "please", "-", "so", "next"].includes(lowerAt(clause, end))
    )
      end += 1;
    const text = textOf(clause, at + 1, end);
    if (
      end > at + 1 &&
      !isEventWord(clause.tokens[at + 1]) &&
      !["least", "all", "most", "once", "person", "advance", "general", "case", "mind", "the"].includes(text.toLowerCase()) &&
      at > from
    )
      return { text: text.replace(/^(?:the|a|my|our)\s+(?=\p{Lu})/u, ""), start: at, end };
  }
  return null;
};

/** "for David, Debra and Kevin": people when they are names; a purpose otherwise. */
const readFor = (clause: Clause, used: Marks): { names: string[]; start: number; end: number } | null => {
  for (let at = clause.bodyStart; at < clause.tokens.length - 1; at += 1) {
    if (used[at] || lowerAt(clause, at) !== "for" || used[at + 1]) continue;
    const list = readPeopleAt(clause, at + 1, false);
    const own = lowerAt(clause, at + 1) === "me" && lowerAt(clause, at + 2) === "and" ? readPeopleAt(clause, at + 3, true) : null;
    const people = own ?? list;
    const next = clause.tokens[people.end];
    if (
      people.people.length > 0 &&
      (own !== null || people.people.length > 1) &&
      (next === undefined || used[people.end] || next.kind === "mark" || ["on", "at", "for", "in", "from", "to"].includes(next.lower))
    )
      return { names: people.people.map(({ name }) => name), start: at, end: people.end };
  }
  return null;
};

/** "I'm meeting Paul for drinks", "invite Jo and Al to dinner": whom, where the verb itself says "with". */
const readMet = (clause: Clause, used: Marks): { names: string[]; start: number; end: number } | null => {
  const at = clause.tokens.findIndex(
    ({ lower }, index) =>
      index >= clause.bodyStart && index < clause.bodyStart + 3 && !used[index] && ["meeting", "meet", "invite", "seeing", "ask"].includes(lower),
  );
  if (at === -1) return null;
  const list = readPeopleAt(clause, at + 1, false);
  const next = lowerAt(clause, list.end);
  const ends = list.end >= clause.tokens.length || used[list.end] === true || ["for", "to", "at", "on", "in", "over", "about", ".", "?", "!"].includes(next);
  return list.people.length > 0 && ends ? { names: list.people.map(({ name }) => name), start: at, end: list.end } : null;
};

const readAllDay = (clause: Clause, used: Marks): boolean => {
  const at = clause.tokens.findIndex(
    (token, index) => (token.lower === "all" || token.lower === "whole" || token.lower === "full") && ["day", "-"].includes(lowerAt(clause, index + 1)),
  );
  if (at !== -1) mark(used, at, at + (lowerAt(clause, at + 1) === "-" ? 3 : 2));
  const joined = clause.tokens.findIndex(({ lower }) => lower === "all-day" || lower === "allday" || lower === "full-day");
  if (joined !== -1) mark(used, joined, joined + 1);
  return at !== -1 || joined !== -1;
};

const readEarliest = (clause: Clause, used: Marks): boolean => {
  const at = clause.tokens.findIndex(
    ({ lower }, index) =>
      ["earliest", "soonest", "asap", "whenever"].includes(lower) ||
      (lower === "when" && clause.tokens.slice(index + 1, index + 6).some((token) => ["free", "available"].includes(token.lower))) ||
      (["first", "next"].includes(lower) && ["free", "available", "open", "possible"].includes(lowerAt(clause, index + 1))) ||
      // "The first slot we're free"
      (["first", "next"].includes(lower) &&
        ["slot", "time", "gap", "opening", "window"].includes(lowerAt(clause, index + 1)) &&
        clause.tokens.slice(index + 2, index + 7).some((token) => ["free", "available", "works", "open"].includes(token.lower))),
  );
  if (at === -1) return false;
  let start = at;
  while (start > clause.bodyStart && ["at", "the", "my", "for", "our", "in", "their", "to"].includes(lowerAt(clause, start - 1))) start -= 1;
  let end = at + 1;
  while (
    [
      "free",
      "available",
      "open",
      "possible",
      "slot",
      "time",
      "opportunity",
      "convenience",
      "gap",
      "one",
      "availability",
      "spot",
      "opening",
      "from",
      "starting",
      "on",
      "we",
      "i",
      "are",
      "am",
      "both",
      "can",
      "it",
      "works",
      "all",
      "everyone",
      "everybody",
      "is",
      "we're",
      "we are",
      "they",
      "they're",
      "have",
    ].includes(lowerAt(clause, end))
  )
    end += 1;
  mark(used, start, end);
  return true;
};

/** "Keep Friday free": that day, not every one. */
const keepsFree = /^(?:\W|please|perin|can you|could you)*(?:keep|leave|hold)\b.*\b(?:free|clear|open|blocked)\b/i;

/** "The next free hour" is one hour long. */
const freeHour = (text: string): number | null => {
  const found = /\b(?:next|first) (?:free|available|open) (half(?: an)? )?hour\b/i.exec(text);
  return found === null ? null : found[1] === undefined ? 60 : 30;
};

/** "Take Thursday off", "taking the afternoon off". */
const takesOff = /^(?:\W|please|perin|i|we|am|i['’]?(?:m|ll|d)|will|want|need|would|like|to|have|going)*\btak(?:e|ing)\b(?!.*\bcalendar\b).*\boff\b/i;

/** "I'm sick today": not there, whatever else the day holds. */
const isIll = /^(?:\W|please|perin|hi|hey|sorry|but|so)*i(?:['’]?m|\s+am)\s+(?:(?:off|out|home|feeling|still|really|a bit)\s+)*(?:sick|ill|unwell)\b/i;

/** People called "me" or "them" name nobody. */
const namesOf = (people: readonly { name: string }[]): string[] => [
  ...new Set(people.map(({ name }) => name).filter((name) => !pronouns.has(name.toLowerCase()))),
];

const withPeople = (title: string, people: readonly string[]): string =>
  people.length === 0 || people.length > 3
    ? title
    : `${title} with ${new Intl.ListFormat("en").format(people.map((person) => person.replace(/\s*<[^>]*>$/, "")))}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Reads the slots of a new event. The title is the owner's own words; "with …" is added so that the calendar shows it. */
export const readCreate = (clause: Clause, context: PlannerContext): CreateSlots => {
  const left = readExcept(clause, context);
  return left === null ? readSlots(clause, context) : { ...readSlots(left.rest, context), except: left.days };
};

/** "Called Q1 kickoff", "titled Monday sync": words about time at the head of a given name are part of it. */
const withoutNamedTimes = (clause: Clause): Clause => {
  const named = clause.times.filter(
    ({ start, end, match }) =>
      !match.timeGiven &&
      ["called", "named", "titled", "entitled", "labeled", "labelled"].includes(lowerAt(clause, start - 1)) &&
      clause.tokens[end]?.kind === "word" &&
      !timeLeads.has(lowerAt(clause, end)),
  );
  return named.length === 0 ? clause : { ...clause, times: clause.times.filter((time) => !named.includes(time)) };
};

const readSlots = (said: Clause, context: PlannerContext): CreateSlots => {
  const clause = withoutNamedTimes(said);
  const used: Marks = clause.tokens.map(() => false);
  const allDay = readAllDay(clause, used);
  const earliest = readEarliest(clause, used);
  markTimes(clause, used);
  markCalendar(clause, used);
  const repeat = readRepeat(clause, used);
  const explicit = explicitTitle(clause, used);
  const inTitle = (start: number): boolean => explicit !== null && start >= explicit.start && start < explicit.end;
  const met = explicit === null ? readMet(clause, used) : null;
  if (met) mark(used, met.start, met.end);
  const given = [readPeople(clause, clause.bodyStart, clause.tokens.length), readComing(clause, clause.bodyStart, clause.tokens.length)];
  given.flatMap(({ used: spans }) => spans).forEach(([start, end]) => mark(used, start, end));
  const forPeople = explicit === null ? readFor(clause, used) : null;
  if (forPeople) mark(used, forPeople.start, forPeople.end);
  const people = namesOf([
    ...given.flatMap((list) => list.people).filter(({ start }) => !inTitle(start)),
    ...(met?.names ?? []).map((name) => ({ name })),
    ...(forPeople?.names ?? []).map((name) => ({ name })),
  ]);
  const from = frameEnd(clause);
  const place = readPlace(clause, explicit ? used.map((was, at) => was || inTitle(at)) : used, from);
  if (place) mark(used, place.start, place.end);
  mark(used, 0, from);
  const told = explicit ? { title: explicit.text, generic: null } : titleFrom(clause, used, from);
  const out =
    takesOff.test(clause.text) ||
    /\b(?:out of (?:the )?office|out of town|on (?:vacation|holiday|leave)|ooo)\b/i.test(clause.text) ||
    (isIll.test(clause.text) && clause.times.length > 0);
  const busy = ["busy", "unavailable"].find((word) => clause.tokens.some(({ lower }) => lower === word));
  const keeps = keepsFree.test(clause.text);
  const blocks = ["block", "hold"].includes(lowerAt(clause, clause.bodyStart)) || keeps ? "Blocked" : null;
  const title =
    told.title !== null
      ? explicit
        ? told.title
        : withPeople(capital(told.title), people)
      : blocks !== null && people.length === 0
        ? blocks
        : told.generic !== null || people.length > 0
          ? withPeople(told.generic ?? "Meeting", people)
          : place
            ? `${lowerAt(clause, place.start) === "in" ? "In" : "At"} ${place.text}`
            : blocks;
  const durationMinutes = clause.durations.map(({ minutes }) => minutes).find((minutes) => minutes > 0) ?? matchDuration(clause) ?? freeHour(clause.text);
  return {
    title: keeps && !explicit ? blocks : out && !explicit ? "Out of office" : busy && !explicit && told.title?.toLowerCase() === busy ? "Busy" : title,
    titleGiven: explicit !== null,
    when: inTheEvening(atDeadline(withoutLength(joinTimes(clause.times, context), context), context), clause.text, context),
    durationMinutes,
    people,
    location: place?.text ?? null,
    repeat,
    except: [],
    allDay: allDay || (keeps && clause.times.every(({ match }) => !match.timeGiven)),
    showAs: out ? "out-of-office" : busy ? "busy" : null,
    earliest,
    search: ["find", "look"].includes(lowerAt(clause, clause.bodyStart)),
  };
};
