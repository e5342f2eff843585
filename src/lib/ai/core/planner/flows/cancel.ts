/** Cancels events: one, several that are listed, everything of a day, a whole series. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { isEventWord, lowerAt, type Clause } from "../clause";
import { call, callAll, given, type Dialogue, type Flow, type PlannedCall } from "../flow";
import { noOverrides, type Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import type { EventPick } from "../read-pick";
import type { Request } from "../request";
import type { Located } from "./locate";
import { afterVerb, find, oneOfSeries, pickOf, seriesWords, settle, settleAll, type ChangeFlow } from "./targets";

/** "on Monday and Tuesday", "on the 4th, the 5th and the 6th". */
const isBetweenDays = (clause: Clause, at: number): boolean => {
  if (!["and", ",", "&"].includes(lowerAt(clause, at))) return false;
  const before = clause.times.find(({ end }) => end === at || (end === at - 1 && lowerAt(clause, at - 1) === ","));
  const after = clause.times.find(({ start }) => start === at + 1);
  return before?.match.dateGiven === true && after?.match.dateGiven === true && before.match.kind !== "recurrence";
};

/** "the planning and the retro on Monday", "those on Friday and the ones on Monday": several picks in one clause, as token ranges. */
const listed = (clause: Clause, from: number): (readonly [number, number])[] => {
  const cuts = clause.tokens.flatMap(({ lower }, at) =>
    at > from &&
    !clause.times.some(({ start, end }) => at >= start && at < end) &&
    ((lower === "and" && ["the", "my", "our", "all", "everything", "any"].includes(lowerAt(clause, at + 1)) && lowerAt(clause, at - 1) !== "with") ||
      isBetweenDays(clause, at))
      ? [at]
      : [],
  );
  return [...cuts, clause.tokens.length].map((end, index) => [index === 0 ? from : (cuts[index - 1] ?? from) + 1, end] as const);
};

/** Finds each part; a day that only one of them names holds for all. */
function* findEach(
  parts: readonly (readonly [number, number])[],
  whole: EventPick,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
): Flow<Located> {
  const events: CalendarEvent[] = [];
  let first: EventPick | undefined;
  for (const [from, to] of parts) {
    const read = pickOf(request.clause, request, dialogue, context, overrides, from, to);
    first ??= read;
    // "… with Ana on Monday and Tuesday": a part that only names a day is about what the first part named.
    const bare = read.words === "" && read.people.length === 0 && read.ordinal === null && read.when !== null ? first : read;
    const pick = {
      ...read,
      words: bare.words,
      people: bare.people,
      ordinal: bare.ordinal,
      without: bare.without,
      when: read.when ?? whole.when,
      back: null,
      all: read.all || bare.all || (bare.words === "" && whole.all),
    };
    const found = yield* find(pick, "cancel", request, dialogue, context, noOverrides, false);
    if (!found.ok) return found;
    events.push(...found.events);
  }
  return { ok: true, events: [...new Map(events.map((event) => [event.ref, event])).values()], exact: true };
}

const seriesNoun = /\s*\b(?:(?:the\s+)?whole\s+)?series\b/i;

const vague = (pick: EventPick): boolean => pick.when === null || !/\d/.test(pick.when.text);

export const cancel: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const said = pickOf(clause, request, dialogue, context, overrides, afterVerb(clause, "cancel"));
  // "Clear my Monday", "free up my afternoon": everything in it.
  const clearing =
    ["clear", "free", "empty", "wipe"].includes(lowerAt(clause, clause.bodyStart)) &&
    said.words === "" &&
    said.people.length === 0 &&
    !clause.tokens.some(isEventWord);
  const whole = clearing ? { ...said, all: true } : said;
  // "I'm ill today, cancel everything": the day stands in the sentence before.
  const day =
    whole.all && whole.when === null && whole.words === "" && whole.people.length === 0 ? dialogue.background.flatMap(({ times }) => times)[0] : undefined;
  const pick = day === undefined ? whole : { ...whole, when: { text: day.match.text, match: day.match } };
  if (pick.all && pick.when === null && pick.words === "" && pick.people.length === 0 && !pick.next && !overrides.events && pick.back === null)
    return { text: "Which day or which meetings should I cancel?", question: { asks: "which-event", request, events: [] } };
  const wholeSeries = overrides.series === true || seriesWords.test(clause.text);
  const named = pick.words.replace(seriesNoun, "").trim();
  if (wholeSeries && !overrides.events && named === "" && pick.people.length === 0 && pick.when === null && pick.ordinal === null) {
    const [spoken] = dialogue.focus.filter(({ recurrence }) => recurrence !== null);
    return spoken
      ? yield* cancel(request, dialogue, context, { ...overrides, events: [spoken], series: true })
      : { text: "Which series should I cancel?", question: { asks: "which-event", request, events: [] } };
  }
  const parts = overrides.events ? [] : listed(clause, afterVerb(clause, "cancel"));
  const found =
    parts.length > 1
      ? yield* findEach(parts, pick, request, dialogue, context, overrides)
      : yield* find(
          wholeSeries ? { ...pick, words: named, all: pick.back === null } : pick,
          "cancel",
          request,
          dialogue,
          context,
          overrides,
          vague(pick) && pick.words !== "",
        );
  if (!found.ok) return oneOfSeries(found.ending, request, context) ?? found.ending;
  const series = wholeSeries && new Set(found.events.map(({ id }) => id)).size === 1 && found.events[0]?.recurrence;
  if (series && found.events[0])
    return {
      ...settle(
        yield* call("cancel_events", {
          refs: [found.events[0].ref],
          scope: overrides.series === true || /whole|series/i.test(clause.text) ? "all" : "following",
        }),
        [],
        request,
      ),
      focus: [],
    };
  const calls: PlannedCall[] = [];
  const message = overrides.value ?? request.message;
  if (message === "") return { text: "What should I tell them?", question: { asks: "value", request, events: found.events } };
  for (let at = 0; at < found.events.length; at += 50)
    calls.push({ tool: "cancel_events", input: given({ refs: found.events.slice(at, at + 50).map(({ ref }) => ref), message }) });
  const ending = settleAll(yield* callAll(calls), found.events, request, context);
  return { ...ending, focus: found.events };
};
