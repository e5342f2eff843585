/** Changes one thing about an event: its name, place, note, how it is shown, its rhythm. */
import { lowerAt, textOf, type Clause } from "../clause";
import { callAll, type Dialogue, type Flow } from "../flow";
import type { Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import type { Request } from "../request";
import { amend, waitingCreate } from "./amend";
import { find, oneOfSeries, pickOf, settleAll, targetsOf, withSeries, type ChangeFlow } from "./targets";

/** "change X to Y": cuts at the last "to" (or ":") and gives both sides. */
const cutAt = (clause: Clause, words: readonly string[], first = false): { before: number; value: string } | null => {
  const places = clause.tokens.flatMap(({ lower, kind }, at) => (words.includes(lower) && kind !== "quoted" && at > clause.bodyStart ? [at] : []));
  const at = first ? places[0] : places.at(-1);
  return at === undefined ? null : { before: at, value: unquoted(textOf(clause, at + 1, clause.tokens.length)) };
};
const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^(["“'‘])(.*)["”'’][.!?]?$/u, "$2")
    .replace(/[.!?]+$/u, "")
    .replace(/,?\s+please$/i, "")
    .trim();

function* changeField(
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
  field: string,
  value: string | null,
  from: number,
  to: number,
  question: string,
): Flow {
  const said = overrides.value ?? value;
  if (said === null || said === "") return { text: question, question: { asks: "value", request } };
  const pick = pickOf(request.clause, request, dialogue, context, overrides, from, to);
  const waiting = pick.back !== null && (field === "title" || field === "location") ? waitingCreate(dialogue) : null;
  if (waiting)
    return yield* amend(field === "title" ? { ...waiting, title: said, titleGiven: true } : { ...waiting, location: said }, request, dialogue, context);
  if (field === "description" && pick.words === "" && pick.people.length === 0 && pick.when === null && waitingCreate(dialogue))
    return { text: "A note has to wait until it is booked: approve the card first, then say it again." };
  const found = yield* find(pick, "change", request, dialogue, context, overrides);
  if (!found.ok) return oneOfSeries(found.ending, request, context) ?? found.ending;
  const targets = targetsOf(found.events, pick, request.clause, overrides);
  const outcomes = yield* callAll(targets.map((target) => ({ tool: "change_event", input: { ...target, [field]: said } })));
  return withSeries(settleAll(outcomes, found.events, request, context), targets);
}

/** Index after "change the name of". */
const afterOf = (clause: Clause, nouns: readonly string[]): number => {
  const noun = clause.tokens.findIndex(({ lower }) => nouns.includes(lower));
  return noun !== -1 && ["of", "for", "on", "to"].includes(lowerAt(clause, noun + 1)) ? noun + 2 : clause.bodyStart + 1;
};

export const rename: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const nouns = ["name", "title", "subject", "heading"];
  const called = ["call", "name", "title"].includes(lowerAt(clause, clause.bodyStart)) && !["of", "for"].includes(lowerAt(clause, clause.bodyStart + 1));
  if (called) {
    const end = ["it", "that", "this", "them"].includes(lowerAt(clause, clause.bodyStart + 1))
      ? clause.bodyStart + 2
      : (clause.tokens.findIndex(({ kind, lower }) => kind === "quoted" || ["to", "as"].includes(lower)) + 1 || clause.bodyStart + 3) - 1;
    return yield* changeField(
      request,
      dialogue,
      context,
      overrides,
      "title",
      unquoted(textOf(clause, ["to", "as"].includes(lowerAt(clause, end)) ? end + 1 : end, clause.tokens.length)),
      clause.bodyStart + 1,
      end,
      "What should it be called?",
    );
  }
  const from = afterOf(clause, nouns);
  const places = clause.tokens.flatMap(({ lower, kind }, at) => (["to", "into", "as"].includes(lower) && kind !== "quoted" && at > from ? [at] : []));
  const at = places[0];
  const possessive = at !== undefined && nouns.includes(lowerAt(clause, at - 1));
  return yield* changeField(
    request,
    dialogue,
    context,
    overrides,
    "title",
    at === undefined ? null : unquoted(textOf(clause, at + 1, clause.tokens.length)),
    from,
    at === undefined ? clause.tokens.length : possessive ? at - 1 : at,
    "What should it be called?",
  );
};

export const relocate: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const cut = cutAt(clause, ["to"], false) ?? cutAt(clause, ["in", "at", "on", "via", "over"], false);
  return yield* changeField(
    request,
    dialogue,
    context,
    overrides,
    "location",
    cut?.value.replace(/\s+(?:instead|now)$/i, "") ?? null,
    afterOf(clause, ["location", "place", "room", "venue", "address"]),
    cut?.before ?? clause.tokens.length,
    "Where should it be?",
  );
};

export const describe: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const noun = clause.tokens.findIndex(({ lower }) => ["note", "comment"].includes(lower));
  // "Add a note: …" names no event: the one spoken of is meant.
  const bare = noun !== -1 && [":", "that", "saying", "there"].includes(lowerAt(clause, noun + 1));
  const cut = cutAt(clause, [":", "saying", "that"], true) ?? cutAt(clause, ["to"], false);
  return yield* changeField(
    request,
    dialogue,
    context,
    overrides,
    "description",
    cut?.value ?? null,
    bare ? (cut?.before ?? clause.tokens.length) : afterOf(clause, ["note", "notes", "description", "comment", "agenda"]),
    cut?.before ?? clause.tokens.length,
    "What should the note say?",
  );
};

export const showAs: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const word =
    [...clause.tokens].reverse().find(({ lower }) => ["free", "busy", "tentative", "confirmed", "available", "transparent", "office"].includes(lower))?.lower ??
    "confirmed";
  const [field, value]: readonly [string, string] =
    word === "tentative" || word === "confirmed" ? ["status", word] : ["showAs", word === "busy" ? "busy" : word === "office" ? "out-of-office" : "free"];
  const end = clause.tokens.findIndex(({ lower }, at) => at > clause.bodyStart && (lower === "as" || lower === word));
  return yield* changeField(
    request,
    dialogue,
    context,
    overrides,
    field,
    value,
    clause.bodyStart + 1,
    end === -1 ? clause.tokens.length : end,
    "How should it be shown?",
  );
};

const rhythm = (clause: Clause): string | null => {
  if (/\b(?:stop|end|don't|no longer)\s+repeat/i.test(clause.text)) return null;
  const rule = clause.times.find(({ match }) => match.kind === "recurrence");
  if (rule) return rule.match.text;
  const word = clause.tokens.find(({ lower }) =>
    ["daily", "weekly", "monthly", "yearly", "annually", "fortnightly", "biweekly", "bi-weekly", "quarterly"].includes(lower),
  );
  return word ? word.lower : "";
};

export const repeat: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const said = overrides.value ?? rhythm(clause);
  if (said === "") return { text: "How often should it repeat?", question: { asks: "value", request } };
  const first =
    clause.times.find(({ match }) => match.kind === "recurrence")?.start ??
    clause.tokens.findIndex(({ lower }) =>
      ["daily", "weekly", "monthly", "yearly", "annually", "fortnightly", "biweekly", "bi-weekly", "quarterly"].includes(lower),
    );
  const pick = pickOf(clause, request, dialogue, context, overrides, clause.bodyStart + 1, first > clause.bodyStart ? first : clause.tokens.length);
  const found = yield* find(
    { ...pick, words: pick.words.replace(/^repeat(?:ing)?\b\s*/i, ""), back: pick.words === "" ? (pick.back ?? "one") : pick.back },
    "change",
    request,
    dialogue,
    context,
    overrides,
  );
  if (!found.ok) return found.ending;
  return settleAll(yield* callAll(found.events.map(({ ref }) => ({ tool: "change_event", input: { ref, repeat: said } }))), found.events, request, context);
};
