/** Brings people to an event and takes them off it. */
import { lowerAt, readClause, textOf, type Clause } from "../clause";
import { callAll, type Dialogue } from "../flow";
import { pronouns, readPeopleAt } from "../names";
import { meant } from "../overrides";
import { peopleOn } from "../phrasing";
import type { CreateSlots } from "../read-create";
import { amend, waitingCreate } from "./amend";
import { findEach, listed as listedEvents } from "./listed";
import { find, pickOf, settleAll, type ChangeFlow } from "./targets";
import type { RequestFlow } from "./registry";

/** "add Ana and Bo to the review": names before the preposition, the event after it. */
const splitAt = (clause: Clause, prepositions: readonly string[]): { names: string[]; from: number } => {
  const list = readPeopleAt(clause, clause.bodyStart + 1, true);
  const at = clause.tokens.findIndex(({ lower }, index) => index >= Math.max(list.end, clause.bodyStart + 1) && prepositions.includes(lower));
  return { names: list.people.map(({ name }) => name), from: at === -1 ? clause.tokens.length : at + 1 };
};

/** Whom "her" means: the person named last. */
const lastNamed = ({ request }: Dialogue): string | undefined =>
  request?.clause.tokens
    .filter(
      (token, at) =>
        at > request.clause.bodyStart &&
        token.kind === "word" &&
        /^\p{Lu}\p{Ll}/u.test(token.text) &&
        !request.clause.times.some(({ start, end }) => at >= start && at < end),
    )
    .map(({ text }) => text)
    .at(-1);

const listed = (people: readonly string[]): string => new Intl.ListFormat("en").format(people);

/** Who comes is part of a title that says "with …". */
export const withOthers = (slots: CreateSlots, joins: boolean, people: readonly string[]): CreateSlots => {
  const left = joins ? [...slots.people, ...people] : slots.people.filter((name) => !people.some((person) => person.toLowerCase() === name.toLowerCase()));
  const before = slots.people.length === 0 ? "" : ` with ${listed(slots.people)}`;
  const title =
    slots.title !== null && !slots.titleGiven && slots.title.endsWith(before)
      ? `${slots.title.slice(0, slots.title.length - before.length)}${left.length === 0 ? "" : ` with ${listed(left)}`}`
      : slots.title;
  return { ...slots, people: [...new Set(left)], title };
};

const attendees = (tool: "add_attendees" | "remove_attendees", prepositions: readonly string[], verb: string): ChangeFlow =>
  function* (request, dialogue, context, overrides) {
    const { clause } = request;
    const { names, from } = splitAt(clause, prepositions);
    const people = meant(
      names.map((name) => (pronouns.has(name) ? (lastNamed(dialogue) ?? name) : name)),
      overrides,
    );
    if (people.length === 0) return { text: `Whom should I ${verb}?`, question: { asks: "value", request } };
    const pick = pickOf(clause, request, dialogue, context, overrides, from);
    const waiting = from >= clause.tokens.length || pick.back !== null ? waitingCreate(dialogue) : null;
    if (waiting) return yield* amend(withOthers(waiting, tool === "add_attendees", people), request, dialogue, context);
    const parts = from >= clause.tokens.length || overrides.events ? [] : listedEvents(clause, from);
    const found =
      parts.length > 1
        ? yield* findEach(clause, parts, pick, "change", request, dialogue, context, overrides)
        : yield* find(from >= clause.tokens.length ? { ...pick, back: "one", words: "", people: [] } : pick, "change", request, dialogue, context, overrides);
    if (!found.ok) return found.ending;
    const ending = settleAll(yield* callAll(found.events.map(({ ref }) => ({ tool, input: { ref, people } }))), found.events, request, context);
    const about = names.find((name) => ending.text.includes(name));
    return ending.question && about ? { ...ending, question: { ...ending.question, about, events: found.events } } : ending;
  };

export const addPeople = attendees("add_attendees", ["to", "in", "into", "on", "for"], "invite");
const removeByVerb = attendees("remove_attendees", ["from", "off"], "remove");

export const removePeople: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const absent = clause.tokens.findIndex(({ lower }) => ["won't", "can't", "cannot", "isn't", "doesn't", "will"].includes(lower));
  if (absent === -1 || ["remove", "drop", "take", "kick", "delete", "uninvite", "disinvite"].includes(lowerAt(clause, clause.bodyStart)))
    return yield* removeByVerb(request, dialogue, context, overrides);
  const names = meant(
    readPeopleAt(clause, nameStart(clause), true).people.map(({ name }) => name),
    overrides,
  );
  const pick = pickOf(clause, request, dialogue, context, overrides, absent + 1);
  const found = yield* find({ ...pick, people: [] }, "change", request, dialogue, context, overrides);
  if (!found.ok) return found.ending;
  return settleAll(
    yield* callAll(found.events.map(({ ref }) => ({ tool: "remove_attendees", input: { ref, people: names } }))),
    found.events,
    request,
    context,
  );
};

const nameStart = (clause: Clause): number => {
  const that = clause.tokens.findIndex(({ lower }) => lower === "that");
  return that !== -1 && that < clause.bodyStart + 3 ? that + 1 : clause.bodyStart;
};

/** "Greg won't come to the review, but Ute is coming instead" and "replace Greg with Ute in the review". */
export const swapPeople: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const replacing = ["replace", "swap"].includes(lowerAt(clause, clause.bodyStart));
  const but = clause.tokens.findIndex(
    ({ lower }, at) => at > clause.bodyStart + 1 && (replacing ? ["with", "for", "by"] : ["but", "and", "so"]).includes(lower),
  );
  const leaving = meant(
    readPeopleAt(clause, replacing ? clause.bodyStart + (lowerAt(clause, clause.bodyStart + 1) === "out" ? 2 : 1) : nameStart(clause), true)
      .people.map(({ name }) => name)
      .slice(0, 1),
    overrides,
  );
  const joining = readPeopleAt(clause, but + 1, true);
  const coming = meant(
    joining.people.map(({ name }) => name),
    overrides,
  );
  const read = readClause(
    replacing ? textOf(clause, joining.end, clause.tokens.length) : textOf(clause, clause.tokens.findIndex(({ lower }) => lower === "to") + 1, but),
    context,
  );
  const found = yield* find({ ...pickOf(read, request, dialogue, context, overrides, 0), people: leaving }, "change", request, dialogue, context, overrides);
  if (!found.ok) return found.ending;
  const [event] = found.events;
  if (!event) return { text: "Which meeting is that?" };
  if (leaving.length === 0 || coming.length === 0) return { text: "Who should make way for whom? Say it like “replace Sam with Jo in the planning”." };
  return settleAll(
    yield* callAll([
      { tool: "remove_attendees", input: { ref: event.ref, people: leaving } },
      { tool: "add_attendees", input: { ref: event.ref, people: coming } },
    ]),
    [event],
    request,
    context,
  );
};

const taking = /^[\s,]*(?:(?:please|and|then|also|ok|okay)[\s,]+)*(?:drop|remove|take out|leave out|lose)\s+([\p{L}.@+-]+)[\s.!]*$/iu;

/** "Drop Maya" after a meeting with her was spoken of takes her off it; nothing is cancelled. */
export const orUninvited = (flow: RequestFlow): RequestFlow =>
  function* (request, dialogue, context, overrides) {
    const name = taking.exec(request.clause.text)?.[1]?.toLowerCase();
    const [event, ...others] = dialogue.focus;
    const comes =
      name !== undefined &&
      (event !== undefined && others.length === 0
        ? peopleOn(event).some((person) =>
            person
              .toLowerCase()
              .split(/[\s(@.]+/)
              .includes(name),
          )
        : waitingCreate(dialogue)?.people.some((person) =>
            person
              .toLowerCase()
              .split(/[\s(@.]+/)
              .includes(name),
          ) === true);
    return yield* (comes ? removeByVerb : flow)(request, dialogue, context, overrides);
  };
