/** Makes a new event: at the time that was said, or at the earliest free one where the hour was left to Perin. */
import type { Offer } from "@/lib/scheduling/contracts";
import { readClause, type Clause } from "../clause";
import { call, callAll, given, type Dialogue, type Ending, type Flow, type Outcome } from "../flow";
import { impossibleTime } from "../impossible-time";
import { contactsOf, eventsOf, offersOf } from "../outcomes";
import { meant, type Overrides } from "../overrides";
import { sayMinutes } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readCreate, type CreateSlots } from "../read-create";
import type { Request } from "../request";
import { eachDay } from "../several-days";
import { isOpenSpan, spanMinutes } from "../when";

const titleOf = (slots: CreateSlots): string => slots.title ?? "Meeting";

const dayLong = /\b(?:vacation|holiday|trip|birthday|day off|conference|pto|leave|offsite|anniversary|retreat)\b/i;

const isAllDay = (slots: CreateSlots): boolean =>
  slots.allDay ||
  (slots.when !== null && !slots.when.match.timeGiven && (slots.showAs !== null || (slots.durationMinutes ?? 0) >= 1440 || dayLong.test(titleOf(slots)))) ||
  isSeveralDays(slots) ||
  (slots.when?.match.kind === "date" &&
    slots.when.match.end !== null &&
    spansDays(slots) &&
    !["week", "month", "quarter", "year"].includes(slots.when.match.grain));

/** "From the 3rd to the 9th" without a length or a search is one thing that takes those days. */
const isSeveralDays = (slots: CreateSlots): boolean => {
  const match = slots.when?.match;
  return (
    match?.kind === "interval" &&
    match.grain === "day" &&
    !match.timeGiven &&
    match.direction === undefined &&
    match.daily === undefined &&
    match.except === undefined &&
    slots.durationMinutes === null &&
    !slots.search &&
    !slots.earliest &&
    spansDays(slots)
  );
};

const spansDays = ({ when }: CreateSlots): boolean =>
  when !== null && when.match.end !== null && Temporal.Instant.from(when.match.start).until(when.match.end).total("hours") > 25;

const common = (slots: CreateSlots): Record<string, unknown> =>
  given({
    title: titleOf(slots),
    people: slots.people,
    location: slots.location,
    repeat: slots.repeat,
    except: slots.except,
    showAs: slots.showAs === "out-of-office" ? "out-of-office" : undefined,
  });

/** The one question that is missing, or what the tool said. */
const createEnding = (outcome: Outcome, slots: CreateSlots, request: Request): Ending => {
  if (outcome.status !== "refused") return { text: outcome.said, focus: eventsOf(outcome), create: slots };
  const options = outcome.options.length > 0 ? `\n${outcome.options.map(({ label }) => `- ${label}`).join("\n")}` : "";
  const about = slots.people.find((name) => outcome.said.includes(name));
  if (outcome.reason.startsWith("person"))
    return {
      text: `${outcome.said}${options}`,
      question: { asks: "which-person", request, options: outcome.options, create: slots, ...(about ? { about } : {}) },
      create: slots,
    };
  if (outcome.reason === "duration-missing")
    return { text: outcome.said, question: { asks: "duration", request, options: outcome.options, create: slots }, create: slots };
  if (outcome.reason.startsWith("time"))
    return {
      text: `${outcome.said}${options || (outcome.said.includes("?") ? "" : ` When should I schedule “${titleOf(slots)}”?`)}`,
      question: { asks: "when", request, options: outcome.options, create: slots },
      create: slots,
    };
  return { text: outcome.said, create: slots };
};

const askWhen = (text: string, slots: CreateSlots, request: Request): Ending => ({ text, question: { asks: "when", request, create: slots }, create: slots });

/** Books one offered time; somebody else may have taken it meanwhile, so only if it is still free. */
export function* bookOffer(offer: Offer, slots: CreateSlots, request: Request): Flow {
  const minutes = Math.round(Temporal.Instant.from(offer.start).until(offer.end).total("minutes"));
  const outcome = yield* call("create_event", { ...common(slots), when: offer.start, durationMinutes: minutes, onlyIfFree: true });
  return createEnding(outcome, slots, request);
}

/** A part of a day that was named ("tomorrow evening") is looked into whole where the hours of work leave nothing in it; a bare day means those hours. */
const hours = (slots: CreateSlots): Record<string, unknown> => (slots.when?.match.timeGiven === true ? { ignoreHours: "when-needed" } : {});

/** A free time is looked for within a day. */
const longestSearched = 1_440;

/** When people eat. Where only the day or the week was said, a meal is looked for then, an hour long unless something else was said. */
const meals: readonly (readonly [RegExp, string])[] = [
  [/\bbreakfast\b/i, "between 8am and 10am"],
  [/\blunch\b/i, "between 12 and 2pm"],
  [/\b(?:dinner|supper|drinks)\b/i, "between 6pm and 9pm"],
];
const wholeStretch =
  /^(?:(?:on|for|in)\s+)?(?:(?:this|next|the next|the coming)\s+week|next 7 days|today|tomorrow|(?:(?:this|next)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;

/** "between 12 and 2pm", for a lunch whose hour is left to Perin. */
const mealOf = (slots: CreateSlots): string | undefined =>
  wholeStretch.test((slots.when?.text ?? "next 7 days").trim()) ? meals.find(([word]) => word.test(slots.title ?? ""))?.[1] : undefined;

/** Looks for free time as the slots say; within the hours of a meal where they are given. */
export function* lookForTime(slots: CreateSlots, limit: number, meal?: string): Flow<Outcome> {
  const when = slots.when?.text ?? "next 7 days";
  const minutes = slots.durationMinutes ?? (meal === undefined ? undefined : 60);
  return yield* call(
    "find_free_time",
    given({
      when: meal === undefined ? when : `${when} ${meal}`,
      durationMinutes: minutes === undefined ? undefined : Math.min(minutes, longestSearched),
      people: slots.people,
      limit,
      ...(meal === undefined ? hours(slots) : { ignoreHours: "when-needed" }),
    }),
  );
}

function* bookEarliest(slots: CreateSlots, request: Request): Flow {
  const meal = mealOf(slots);
  const found = yield* lookForTime(slots, 3, meal);
  if (found.status !== "done") return createEnding(found, slots, request);
  const [first] = [...offersOf(found).offers].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  if (first) return yield* bookOffer(first, slots, request);
  const length = slots.durationMinutes === null ? "time" : sayMinutes(slots.durationMinutes);
  return askWhen(
    `There is no free ${length} ${meal === undefined ? "" : `${meal} `}${slots.when ? `in “${slots.when.text}”` : "in the next 7 days"}. When should I schedule “${titleOf(slots)}” instead?`,
    slots,
    request,
  );
}

/** "next week" and "before 2" leave the hour to Perin; a part of a day does once the length is known. */
const leavesHourOpen = (when: NonNullable<CreateSlots["when"]>, slots: CreateSlots): boolean =>
  isOpenSpan(when) && (slots.durationMinutes !== null || when.match.direction !== undefined || ["week", "month", "quarter", "year"].includes(when.match.grain));

/** Makes the event the slots describe. */
export function* createFrom(slots: CreateSlots, request: Request): Flow {
  const { when } = slots;
  if (isAllDay(slots) && when)
    return createEnding(
      yield* call("create_event", {
        ...common(slots),
        when: when.text,
        allDay: true,
        ...given({ durationMinutes: (slots.durationMinutes ?? 0) >= 1440 ? slots.durationMinutes : undefined }),
      }),
      slots,
      request,
    );
  if (slots.earliest || (slots.search && (when === null || !when.match.timeGiven)) || (when !== null && slots.repeat === null && leavesHourOpen(when, slots)))
    return yield* bookEarliest(slots, request);
  // "Every morning" says no hours: they are asked for rather than all of them taken.
  if (
    when?.match.kind === "recurrence" &&
    when.match.timeGiven &&
    when.match.end !== null &&
    !/\d|\bnoon\b|midnight/i.test(when.text) &&
    slots.durationMinutes === null
  )
    return { text: "How long should it be?", question: { asks: "duration", request, create: slots }, create: slots };
  if (when === null) return askWhen(`When should I schedule “${titleOf(slots)}”?`, slots, request);
  return createEnding(yield* call("create_event", { ...common(slots), when: when.text, ...given({ durationMinutes: slots.durationMinutes }) }), slots, request);
}

/** "Every morning next week": often, but by no rule that a calendar knows. */
const vaguelyOften = (clause: Clause): boolean =>
  clause.tokens.some(
    ({ lower }, at) =>
      ["every", "each"].includes(lower) &&
      at > clause.bodyStart &&
      clause.ends.TIME.has(at + 1) &&
      !clause.times.some(({ start, end }) => at >= start && at < end),
  );

/** A new event out of a request, with what an answer added to it. */
export function* create(request: Request, _dialogue: Dialogue, context: PlannerContext, overrides: Overrides): Flow {
  const impossible = overrides.create ? null : impossibleTime(request.clause.text);
  if (impossible) {
    const slots = readCreate(readClause(impossible.rest, context), context);
    return askWhen(impossible.said, { ...slots, people: meant(slots.people, overrides) }, request);
  }
  const days = overrides.create ? [] : eachDay(request.clause.text).map((text) => readCreate(readClause(text, context), context));
  if (days.length > 1) return yield* createEach(days, request, overrides);
  const read = overrides.create ?? readCreate(request.clause, context);
  const slots = { ...read, people: meant(read.people, overrides) };
  if (!overrides.create && slots.repeat === null && vaguelyOften(request.clause))
    return askWhen(
      `How often, and at what time? Say it like “every Monday at 9”. Then I book “${titleOf(slots).replace(/\s*\b(?:every|each)\b.*$/i, "")}”.`,
      { ...slots, when: null, title: titleOf(slots).replace(/\s*\b(?:every|each)\b.*$/i, "") },
      request,
    );
  const whole = overrides.create ? null : wholeSpan(request.clause, slots);
  if (whole !== null)
    return createEnding(
      yield* call("create_event", { ...common(slots), when: whole.start, durationMinutes: whole.minutes }),
      { ...slots, durationMinutes: whole.minutes },
      request,
    );
  const clock = overrides.create ? null : theirClock.exec(request.clause.text);
  if (clock) return yield* onTheirClock(clock[0], request, context, overrides);
  return yield* createFrom(slots, request);
}

/** One event a day; what is missing for one is missing for all, so it is asked before any is made. */
function* createEach(days: readonly CreateSlots[], request: Request, overrides: Overrides): Flow {
  const [first] = days;
  if (first?.when === undefined || first.when === null || !first.when.match.timeGiven || (first.durationMinutes === null && spanMinutes(first.when) === null))
    return { text: "At what time on each of those days, and how long? Say it in one go, as in “gym Monday, Wednesday and Friday at 7 for an hour”." };
  const inOrder = [...days].sort((a, b) => (a.when?.match.start ?? "").localeCompare(b.when?.match.start ?? ""));
  const outcomes = yield* callAll(
    inOrder.map((slots) => ({
      tool: "create_event",
      input: {
        ...common({ ...slots, people: meant(slots.people, overrides) }),
        when: slots.when?.text ?? "",
        ...given({ durationMinutes: slots.durationMinutes }),
      },
    })),
  );
  return { text: outcomes.map(({ said }) => said).join("\n"), focus: outcomes.flatMap((outcome) => eventsOf(outcome)) };
}

/** "Block tomorrow morning for writing": all of it. */
const wholeSpan = (clause: Clause, { when, durationMinutes, repeat, earliest }: CreateSlots): { readonly start: string; readonly minutes: number } | null => {
  const verb = clause.tokens[clause.bodyStart]?.lower ?? "";
  const behind = clause.bodyStart + (["off", "out", "my", "the"].includes(clause.tokens[clause.bodyStart + 1]?.lower ?? "") ? 2 : 1);
  const match = when?.match;
  if (!["block", "hold", "reserve"].includes(verb) || !clause.ends.TIME.has(behind) || durationMinutes !== null || repeat !== null || earliest) return null;
  if (match?.end == null || match.kind !== "interval" || match.direction !== undefined || match.grain === "day") return null;
  const minutes = Math.round(Temporal.Instant.from(match.start).until(match.end).total("minutes"));
  return minutes > 12 * 60 ? null : { start: match.start, minutes };
};

const theirClock = /\s*\b(?:(?:in\s+)?(?:her|his|their)\s+(?:local\s+)?(?:time|time ?zone|zone)|\p{Lu}\p{L}+['’]s\s+(?:local\s+)?(?:time|time ?zone|zone))\b/u;

/** "At 4pm her time": the clock of whoever comes, as far as the contacts say where they are. */
function* onTheirClock(words: string, request: Request, context: PlannerContext, overrides: Overrides): Flow {
  const rest = readCreate(readClause(request.clause.text.replace(words, ""), context), context);
  const slots = { ...rest, people: meant(rest.people, overrides) };
  const [name] = slots.people;
  if (name === undefined || slots.when === null || !context.tools.has("find_contacts")) return yield* createFrom(slots, request);
  const [contact, ...others] = contactsOf(yield* call("find_contacts", { text: name })).filter(
    (known) =>
      known.email === name.toLowerCase() ||
      known.name.toLowerCase().split(/\s+/).includes(name.toLowerCase()) ||
      known.name.toLowerCase() === name.toLowerCase(),
  );
  if (contact?.zone == null || others.length > 0)
    return askWhen(`I don't know which clock ${name} keeps. When is it on your own?`, { ...slots, when: null }, request);
  const there = Temporal.Instant.from(slots.when.match.start).toZonedDateTimeISO(context.zone).toPlainDateTime().toZonedDateTime(contact.zone);
  const here = there.withTimeZone(context.zone).toString({ timeZoneName: "never", smallestUnit: "second" });
  const [match] = context.understand(slots.when.text);
  return yield* createFrom({ ...slots, when: { text: here, match: { ...(match ?? slots.when.match), start: here } } }, request);
}
