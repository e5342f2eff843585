/** Cancels events: one, several that are listed, everything of a day, a whole series. */
import { isEventWord, lowerAt } from "../clause";
import { call, callAll, given, type PlannedCall } from "../flow";
import type { EventPick } from "../read-pick";
import { findEach, listed } from "./listed";
import { afterVerb, find, oneOfSeries, pickOf, seriesWords, settle, settleAll, type ChangeFlow } from "./targets";

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
      ? yield* findEach(clause, parts, pick, "cancel", request, dialogue, context, overrides)
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
