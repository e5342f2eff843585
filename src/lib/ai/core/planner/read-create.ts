/** Reads what a new event is called, when it is, how long, where and with whom, out of one clause. */
import { isEventWord, lowerAt, readClause, textOf, type Clause } from "./clause";
import { fillers, generic, timeLeads } from "./create-words";
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

type Marks = boolean[];
const mark = (used: Marks, start: number, end: number): void => {
  used.fill(true, Math.max(0, start), end);
};

const onlinePlaces = new Set(["zoom", "teams", "skype", "facetime", "webex", "slack", "whatsapp", "hangouts", "signal"]);
const placeLeads = new Set(["at", "in", "@"]);

const markTimes = (clause: Clause, used: Marks): void => {
  for (const { start, end } of [...clause.times, ...clause.durations]) {
    let lead = start;
    while (lead > clause.bodyStart && timeLeads.has(lowerAt(clause, lead - 1)) && !(lowerAt(clause, lead - 1) === "the" && lead < 2)) lead -= 1;
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

/** Where the words about making end: "please schedule me a" | … */
const frameEnd = (clause: Clause): number => {
  let at = clause.bodyStart;
  const two = `${lowerAt(clause, at)} ${lowerAt(clause, at + 1)}`;
  const statement = [
    "i will",
    "we will",
    "i have",
    "we have",
    "i am",
    "we are",
    "i need",
    "i want",
    "will have",
    "i'll have",
    "we'll have",
    "i've got",
    "going to",
    "remind me",
    "i had",
    "i got",
  ].includes(two);
  if (statement) at += 2;
  else if (["i'll", "i'm", "we'll", "we're", "i've", "we've", "will", "i'd"].includes(lowerAt(clause, at))) at += 1;
  else if (isOf("book", two)) at += 2;
  else if (isOf("book", lowerAt(clause, at)) && !(clause.tokens[at + 1] === undefined) && isBookVerb(clause, at)) at += 1;
  else if (["find", "look", "want", "need", "show", "mark", "invite"].includes(lowerAt(clause, at))) at += 1;
  if (statement && ["to", "have", "going"].includes(lowerAt(clause, at))) at += 1;
  if (["to", "have"].includes(lowerAt(clause, at)) && at > clause.bodyStart) at += 1;
  while (
    ["me", "us", "in", "a", "an", "the", "my", "our", "new", "another", "some", "to", "that", "about", "up"].includes(lowerAt(clause, at)) &&
    at < clause.tokens.length - 1
  )
    at += 1;
  return at;
};

/** "Call", "meet" and the like stay in the title; "plan a dinner" loses its verb, "plan anniversary" too. */
const isBookVerb = (clause: Clause, at: number): boolean =>
  !clause.ends.TIME.has(at) &&
  !(lowerAt(clause, at) === "get" && !clause.tokens.some(({ lower }) => ["booked", "scheduled", "arranged", "me"].includes(lower))) &&
  !(lowerAt(clause, at) === "book" && ["club", "fair", "signing", "launch", "report"].includes(lowerAt(clause, at + 1))) &&
  !(lowerAt(clause, at) === "set" && lowerAt(clause, at + 1) === "design");

const explicitTitle = (clause: Clause, used: Marks): { text: string; start: number; end: number } | null => {
  const quoted = clause.tokens.findIndex(({ kind }) => kind === "quoted");
  for (let at = clause.bodyStart; at < clause.tokens.length; at += 1) {
    const word = lowerAt(clause, at);
    const lead = ["called", "named", "titled", "entitled", "labeled", "labelled"].includes(word)
      ? 1
      : ["call", "name", "title"].includes(word) && lowerAt(clause, at + 1) === "it"
        ? 2
        : ["title", "name", "subject"].includes(word) && ["it", "of", ":", "is"].includes(lowerAt(clause, at + 1))
          ? 2
          : word === "regarding" || word === "concerning"
            ? 1
            : 0;
    if (lead === 0 || used[at]) continue;
    const start = at + lead;
    if (clause.tokens[start]?.kind === "quoted") return { text: clause.tokens[start].text, start: at, end: start + 1 };
    let end = start;
    while (end < clause.tokens.length && !used[end] && !["with", ",", ".", "at", "for", "-"].includes(lowerAt(clause, end))) end += 1;
    if (end > start) return { text: textOf(clause, start, end), start: at, end };
  }
  const token = clause.tokens[quoted];
  return token ? { text: token.text, start: quoted, end: quoted + 1 } : null;
};

const readPlace = (clause: Clause, used: Marks, from: number): { text: string; start: number; end: number } | null => {
  for (let at = from; at < clause.tokens.length - 1; at += 1) {
    const online = lowerAt(clause, at) === "on" && onlinePlaces.has(lowerAt(clause, at + 1));
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

const segments = (clause: Clause, used: Marks, from: number): { start: number; end: number }[] => {
  const found: { start: number; end: number }[] = [];
  for (let at = from; at < clause.tokens.length; at += 1) {
    if (used[at]) continue;
    let end = at;
    while (
      end < clause.tokens.length &&
      !used[end] &&
      !([".", "!", "?", ";", ":"].includes(lowerAt(clause, end)) && clause.tokens[end]?.kind === "mark") &&
      !(lowerAt(clause, end) === "-" && clause.tokens[end]?.kind === "mark" && (clause.tokens[end]?.start ?? 0) > (clause.tokens[end - 1]?.end ?? 0))
    )
      end += 1;
    if (end > at) found.push({ start: at, end });
    at = end;
  }
  return found;
};

const trimmed = (clause: Clause, { start, end }: { start: number; end: number }): { start: number; end: number } => {
  let first = start;
  let last = end;
  while (
    first < last &&
    clause.tokens[first]?.kind !== "quoted" &&
    fillers.has(lowerAt(clause, first)) &&
    (first === 0 || !/^\p{Lu}\p{Ll}/u.test(clause.tokens[first]?.text ?? ""))
  )
    first += 1;
  while (
    last > first &&
    clause.tokens[last - 1]?.kind !== "quoted" &&
    (fillers.has(lowerAt(clause, last - 1)) ||
      ["leaves", "starts", "begins", "happens", "takes"].includes(lowerAt(clause, last - 1)) ||
      clause.tokens[last - 1]?.kind === "mark")
  )
    last -= 1;
  return { start: first, end: last };
};

const isGeneric = (clause: Clause, at: number): boolean => generic[lowerAt(clause, at)] !== undefined;

/** "a meeting to plan the offsite" → "plan the offsite"; "an event for my birthday" → "my birthday". */
const purposeAfter = (clause: Clause, { start, end }: { start: number; end: number }): { start: number; end: number } => {
  let at = start;
  while (at < end && (isGeneric(clause, at) || ["that", "which", "short", "quick"].includes(lowerAt(clause, at)))) at += 1;
  if (at > start && lowerAt(clause, at) === "with") return { start: at - 1, end };
  if (
    at > start &&
    at < end &&
    ["to", "for", "about", "on", "of", "re", "where", "regarding", "called", "discussing", "-", ":", "so"].includes(lowerAt(clause, at))
  )
    return trimmed(clause, { start: at + 1, end });
  if (at > start && at < end) return trimmed(clause, { start: at, end });
  return { start, end };
};

const titleFrom = (clause: Clause, used: Marks, from: number): { title: string | null; generic: string | null } => {
  const parts = segments(clause, used, from)
    .map((part) => trimmed(clause, part))
    .filter(({ start, end }) => end > start);
  let fallback: string | null = null;
  for (const part of parts) {
    const allGeneric = clause.tokens
      .slice(part.start, part.end)
      .every((token) => generic[token.lower] !== undefined || fillers.has(token.lower) || token.lower === "meet");
    if (allGeneric) {
      fallback ??=
        generic[
          clause.tokens
            .slice(part.start, part.end)
            .map(({ lower }) => lower)
            .find((lower) => generic[lower] !== undefined) ?? ""
        ] ?? (lowerAt(clause, part.start) === "meet" ? "Meeting" : null);
      continue;
    }
    const purpose = isGeneric(clause, part.start) ? purposeAfter(clause, part) : part;
    if (purpose.end > purpose.start) return { title: textOf(clause, purpose.start, purpose.end), generic: fallback };
  }
  return { title: null, generic: fallback };
};

const weeklyWords = new Set(["daily", "weekly", "monthly", "yearly", "annually", "fortnightly", "biweekly", "quarterly"]);

const readRepeat = (clause: Clause, used: Marks): string | null => {
  const rule = clause.times.find(({ match }) => match.kind === "recurrence");
  if (rule) return rule.match.text;
  const at = clause.tokens.findIndex(({ lower }) => weeklyWords.has(lower));
  if (at === -1) return null;
  mark(used, at, at + 1);
  return lowerAt(clause, at);
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
    ({ lower }, index) => index >= clause.bodyStart && index < clause.bodyStart + 3 && !used[index] && ["meeting", "meet", "invite", "seeing"].includes(lower),
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
      (["first", "next"].includes(lower) && ["free", "available", "open", "possible"].includes(lowerAt(clause, index + 1))),
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
      "it",
      "works",
    ].includes(lowerAt(clause, end))
  )
    end += 1;
  mark(used, start, end);
  return true;
};

/** People called "me" or "them" name nobody. */
const namesOf = (people: readonly { name: string }[]): string[] => [
  ...new Set(people.map(({ name }) => name).filter((name) => !pronouns.has(name.toLowerCase()))),
];

const withPeople = (title: string, people: readonly string[]): string =>
  people.length === 0 || people.length > 3
    ? title
    : `${title} with ${new Intl.ListFormat("en").format(people.map((person) => person.replace(/\s*<[^>]*>$/, "")))}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const exception = /[\s,]+(?:except|but not|excluding|other than|apart from|skipping|without)(?:\s+(?:for|on|the one on|the ones on))*\s+(?=\S)/i;

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const bareWeekday = /^(?:on\s+)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i;
const codes: Readonly<Record<string, string>> = { mo: "mon", tu: "tue", we: "wed", th: "thu", fr: "fri", sa: "sat", su: "sun" };

/** "Every weekday but not on Friday": the days that are left of a rule that names several, "every Monday, Tuesday, …"; null where it names one. */
const ruleWithout = (rrule: string, weekday: string): string | null => {
  const named = /BYDAY=([A-Z,]+)/.exec(rrule)?.[1]?.split(",");
  const days = named === undefined ? (rrule === "FREQ=DAILY" ? Object.keys(codes) : []) : named.map((code) => code.toLowerCase());
  const left = days.map((code) => codes[code]).filter((day) => day !== weekday);
  if (days.length < 2 || left.length === days.length) return null;
  const names = left.map((day) => weekdayNames.find((name) => name.toLowerCase().startsWith(day ?? "-")) ?? "");
  return `every ${new Intl.ListFormat("en").format(names)}`;
};

/** "every Tuesday except December 22 and the 29th": the rule, and the days it leaves out. Null where a repetition leaves out none. */
const readExcept = (clause: Clause, context: PlannerContext): { readonly rest: Clause; readonly days: readonly string[] } | null => {
  const lead = exception.exec(clause.text);
  if (!lead) return null;
  const before = clause.text.slice(0, lead.index);
  const behind = clause.text.slice(lead.index + lead[0].length);
  const head = readClause(before, context);
  const rule = head.times.find(({ match }) => match.kind === "recurrence")?.match;
  if (rule === undefined && !head.tokens.some(({ lower }) => weeklyWords.has(lower))) return null;
  const days = context.understand(behind).filter(({ dateGiven, kind }) => dateGiven && kind !== "recurrence" && kind !== "duration");
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last || first.index > 4) return null;
  const rest = behind.slice(last.endIndex);
  const weekday = days.length === 1 ? bareWeekday.exec(first.text)?.[1]?.toLowerCase() : undefined;
  const left = weekday === undefined || rule?.rrule === undefined ? null : ruleWithout(rule.rrule, weekday);
  if (left !== null && rule) {
    const clock = rule.text.replace(/^.*?(?=\s+(?:at|from)\b|$)/i, "");
    return { rest: readClause(`${before.slice(0, rule.index)}${left}${clock}${before.slice(rule.endIndex)}${rest}`, context), days: [] };
  }
  return { rest: readClause(before + rest, context), days: days.map(({ text }) => text) };
};

/** Reads the slots of a new event. The title is the owner's own words; "with …" is added so that the calendar shows it. */
export const readCreate = (clause: Clause, context: PlannerContext): CreateSlots => {
  const left = readExcept(clause, context);
  return left === null ? readSlots(clause, context) : { ...readSlots(left.rest, context), except: left.days };
};

const readSlots = (clause: Clause, context: PlannerContext): CreateSlots => {
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
  const out = /\b(?:out of (?:the )?office|out of town|on (?:vacation|holiday|leave)|ooo)\b/i.test(clause.text);
  const busy = ["busy", "unavailable"].find((word) => clause.tokens.some(({ lower }) => lower === word));
  const blocks = ["block", "hold"].includes(lowerAt(clause, clause.bodyStart)) ? "Blocked" : null;
  const title =
    told.title !== null
      ? explicit
        ? told.title
        : withPeople(capital(told.title), people)
      : told.generic !== null || people.length > 0
        ? withPeople(told.generic ?? "Meeting", people)
        : place
          ? `At ${place.text}`
          : blocks;
  const durationMinutes = clause.durations.map(({ minutes }) => minutes).find((minutes) => minutes > 0) ?? matchDuration(clause);
  return {
    title: out && !explicit ? "Out of office" : busy && !explicit && told.title?.toLowerCase() === busy ? "Busy" : title,
    titleGiven: explicit !== null,
    when: inTheEvening(atDeadline(withoutLength(joinTimes(clause.times, context), context), context), clause.text, context),
    durationMinutes,
    people,
    location: place?.text ?? null,
    repeat,
    except: [],
    allDay,
    showAs: out ? "out-of-office" : busy ? "busy" : null,
    earliest,
    search: ["find", "look"].includes(lowerAt(clause, clause.bodyStart)),
  };
};

const eveningThings = /\b(?:dinner|supper|drinks|cocktails|movie|cinema|theatre|theater|concert|opera|pub|party|gig|date night)\b/i;
const openHour = /\b([5-9]|1[01])((?::[0-5]\d)?)(?![\d:.]|\s*(?:[ap]\.?m\b|o['’]?clock in|h\b))/i;

/** "Dinner at 7" is in the evening, where nothing says otherwise. */
const inTheEvening = (when: SpokenWhen | null, said: string, context: PlannerContext): SpokenWhen | null => {
  if (!when?.match.timeGiven || !eveningThings.test(said) || /\b(?:morning|breakfast|brunch)\b|\b0\d:/i.test(said)) return when;
  if (Temporal.Instant.from(when.match.start).toZonedDateTimeISO(context.zone).hour >= 12) return when;
  const clock = /\b(?:at|@|from)\s+/i.exec(when.text);
  const from = clock === null ? 0 : clock.index;
  const text = when.text.slice(0, from) + when.text.slice(from).replace(openHour, "$1$2pm");
  const [match, ...others] = text === when.text ? [] : context.understand(text);
  return match && others.length === 0 && match.timeGiven ? { text, match } : when;
};

/** A reminder to do something "by Friday at 5" stands at Friday at 5. */
const atDeadline = (when: SpokenWhen | null, context: PlannerContext): SpokenWhen | null => {
  if (!when?.match.timeGiven || when.match.direction !== "before" || !/^by\s/i.test(when.text)) return when;
  const text = when.text.replace(/^by\s+(?=\d)/i, "at ").replace(/^by\s+/i, "");
  const [match] = context.understand(text);
  return match && match.direction === undefined ? { text, match } : when;
};

/** "tomorrow at noon for an hour" → "tomorrow at noon": the length goes to the tool by itself. */
const withoutLength = (when: SpokenWhen | null, context: PlannerContext): SpokenWhen | null => {
  if (when?.match.duration === undefined || when.match.kind === "recurrence") return when;
  const text = when.text
    .replace(
      /(?:\s*,\s*|\s+)(?:for\s+|lasting\s+)?(?:about\s+)?(?:an?|one|two|three|half|[\d.]+)\b(?:\s*(?:and a half|an?|of|to|hours?|hrs?|h|minutes?|mins?|m|quarter|half|an hour|[\d.]+|twenty|thirty|forty|fifty|-))*\s*$/i,
      "",
    )
    .replace(/^for\s+(?:an?|[\d.]+|half an)\s+(?:hours?|minutes?|mins?)\s+/i, "");
  const [match, ...others] = context.understand(text);
  return match && others.length === 0 && match.start === when.match.start ? { text, match } : when;
};

const matchDuration = (clause: Clause): number | null => {
  const spoken = clause.times.find(({ match }) => match.duration !== undefined && match.kind !== "recurrence")?.match.duration;
  return spoken === undefined ? null : Math.round(Temporal.Duration.from(spoken).total({ unit: "minutes", relativeTo: "2026-01-01" }));
};
