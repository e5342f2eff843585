/** Understands an answer to Perin's own question and goes on with what was asked for. Null when the words are something new. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { readClause, type Clause } from "../clause";
import type { Choice, Dialogue, Ending, Flow, Question } from "../flow";
import { verbFirst } from "../fronted";
import type { Intent } from "../intent";
import { isOf } from "../lexicon";
import type { SaidMail } from "../mail-outcomes";
import { noOverrides, type Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import { readPeopleAt } from "../names";
import { readPick } from "../read-pick";
import type { CreateSlots } from "../read-create";
import { recognise } from "../recognise";
import type { Request } from "../request";
import { stillWaits } from "./amend";
import { withOthers } from "./attendees";
import { offerMeant } from "./offers";
import { bookOffer } from "./create";
import { choose, fit, whichEvent } from "./locate";
import { flows } from "./registry";

/** Intents that a mere answer can look like. */
const answerLike: ReadonlySet<Intent> = new Set(["create", "supplement", "accept", "decline", "choose-offer", "move", "find-events", "other", "thank"]);

/** `alike`: an answer could be worded so too ("book the Tuesday one"). */
const newness = (clause: Clause): "new" | "alike" | null => {
  const [best] = recognise(clause);
  if (!best) return null;
  if (!answerLike.has(best.intent)) return best.score >= 9 ? "new" : null;
  if (best.score < 7) return null;
  return best.intent === "create" ? "alike" : best.intent === "find-events" ? "new" : null;
};

const saysYes = (clause: Clause): boolean => recognise(clause).some(({ intent }) => intent === "accept") || isOf("yes", clause.tokens[0]?.lower ?? "");
const saysNo = (clause: Clause): boolean =>
  recognise(clause).some(({ intent, score }) => intent === "decline" && score >= 9) || (clause.tokens.length <= 3 && isOf("no", clause.tokens[0]?.lower ?? ""));

const timeWords = (clause: Clause): string | null => {
  const [first] = clause.times;
  const last = clause.times.at(-1);
  if (first && last) return clause.text.slice(first.match.index, last.match.endIndex);
  // "4" or "4:30" alone answers a question about a time; "1 hour" is a length.
  const number = clause.durations.length > 0 ? undefined : clause.tokens.find(({ kind }) => kind === "number");
  return number && clause.tokens.length <= 3 ? `at ${number.text}` : null;
};

const rerun = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides): Flow | null =>
  flows[request.intent]?.(request, dialogue, context, overrides) ?? null;

function* say(ending: Ending): Flow {
  yield* [];
  return ending;
}

const answeredOption = (question: Question, clause: Clause): string | null => {
  const options = question.options ?? [];
  const ordinal = readOrdinal(clause);
  if (ordinal !== null) return options.at(ordinal)?.value ?? null;
  const words = clause.tokens.filter(({ kind }) => kind !== "mark").map(({ lower }) => lower);
  const scored = options
    .map((option) => ({ option, score: words.filter((word) => option.label.toLowerCase().includes(word) && word.length > 1).length }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score > 0 && best.score > (next?.score ?? 0) ? best.option.value : null;
};

const numbers: Readonly<Record<string, number>> = {
  first: 0,
  "1": 0,
  one: 0,
  second: 1,
  "2": 1,
  two: 1,
  third: 2,
  "3": 2,
  three: 2,
  fourth: 3,
  "4": 3,
  last: -1,
  former: 0,
  latter: -1,
};
const readOrdinal = (clause: Clause): number | null => clause.tokens.map(({ lower }) => numbers[lower]).find((value) => value !== undefined) ?? null;

const eventsMeant = (question: Question, clause: Clause, context: PlannerContext): readonly CalendarEvent[] => {
  const events = question.events ?? [];
  const pick = readPick(clause, context, 0);
  const words = clause.tokens.map(({ lower }) => lower);
  if (words.some((word) => ["both", "all", "everything"].includes(word)) || (words.includes("them") && pick.words === "")) return events;
  const ordinal =
    pick.ordinal ??
    (clause.times.length === 0 && clause.tokens.length <= 4 ? ((value) => (value === null ? null : value + (value < 0 ? 0 : 1)))(readOrdinal(clause)) : null);
  if (ordinal !== null) {
    const event = ordinal < 0 ? events.at(ordinal) : events[ordinal - 1];
    return event ? [event] : [];
  }
  if (words.includes("other") && events.length === 2) return events.slice(1);
  const said = [pick.words, ...pick.people].join(" ").trim();
  const named = said === "" ? events : events.filter((event) => fit(event, said) > 0.5);
  const onTime =
    pick.when === null
      ? named
      : named.filter((event) => sameMoment(event, pick.when?.match.start ?? "", pick.when?.match.end ?? null, pick.when?.match.dateGiven ?? false, context));
  return said === "" && pick.when === null
    ? []
    : onTime.length > 0 && onTime.length < events.length
      ? onTime
      : choose(named, pick, context).length === 1
        ? choose(named, pick, context)
        : [];
};

const sameMoment = (event: CalendarEvent, start: string, end: string | null, dated: boolean, context: PlannerContext): boolean => {
  const from = Temporal.Instant.from(start);
  const at = Temporal.Instant.from(event.start);
  if (!dated) return at.toZonedDateTimeISO(context.zone).toPlainTime().equals(from.toZonedDateTimeISO(context.zone).toPlainTime());
  return Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, end ?? from.add({ minutes: 1 })) < 0;
};

const answerWhen = (question: Question, clause: Clause, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  const option = (question.options?.length ?? 0) > 0 ? (clause.times.length === 0 ? answeredOption(question, clause) : null) : null;
  const when = option ?? timeWords(clause);
  if (when === null && saysYes(clause) && question.options?.length === 1)
    return answerWhen({ ...question, options: [] }, readClause(question.options[0]?.value ?? "", context), dialogue, context);
  const [length] = clause.durations;
  if (when === null && length !== undefined && question.create && question.create.durationMinutes === null)
    return rerun({ ...question.request, intent: "create" }, dialogue, context, { create: { ...question.create, durationMinutes: length.minutes } });
  if (when === null) return null;
  if (question.create) {
    const matches = context.understand(when).filter(({ kind }) => kind !== "duration");
    const day = question.create.when;
    const [match] = matches;
    if (!match) return null;
    const text =
      day && !match.dateGiven && day.match.dateGiven
        ? `${day.text} ${when.replace(/^at\s+/i, "at ")}`
        : day && day.match.timeGiven && !day.match.dateGiven && match.kind === "date" && !match.timeGiven
          ? `${when} at ${Temporal.Instant.from(day.match.start).toZonedDateTimeISO(context.zone).toPlainTime().toString({ smallestUnit: "minute" })}`
          : when;
    const [joined, ...others] = context.understand(text).filter(({ kind }) => kind !== "duration");
    const use = joined && others.length === 0 ? { text, match: joined } : { text: when, match };
    const durationMinutes = clause.durations[0]?.minutes ?? question.create.durationMinutes;
    return rerun({ ...question.request, intent: question.request.intent === "find-time" ? "find-time" : "create" }, dialogue, context, {
      create: { ...question.create, when: use, durationMinutes, earliest: false },
    });
  }
  return rerun(question.request, dialogue, context, { when, ...(question.events ? { events: question.events } : {}) });
};

const answerDuration = (question: Question, clause: Clause, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  const number = clause.tokens.length <= 2 ? clause.tokens.find(({ kind, text }) => kind === "number" && /^\d+$/.test(text)) : undefined;
  const minutes =
    clause.durations[0]?.minutes ??
    clause.times.map(({ match }) =>
      match.end === null || !match.timeGiven ? null : Math.round(Temporal.Instant.from(match.start).until(match.end).total("minutes")),
    )[0] ??
    (number ? Number(number.text) : null);
  if (minutes === null || !question.create) return null;
  return rerun({ ...question.request, intent: "create" }, dialogue, context, { create: { ...question.create, durationMinutes: minutes } });
};

const answerEvent = (question: Question, clause: Clause, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  if ((question.events ?? []).length === 0) {
    const request = { ...question.request, clause: readClause(`${question.request.clause.text} ${clause.text}`, context) };
    return rerun(request, dialogue, context, noOverrides);
  }
  const series = (question.options ?? []).some(({ value }) => value === "the whole series");
  const [next] = question.events ?? [];
  if (series && next && /\b(?:series|all|every|whole|everything)\b/i.test(clause.text))
    return rerun(question.request, { ...dialogue, focus: [next] }, context, { events: [next], series: true });
  if (series && next && /\b(?:next|only|just|first|one|once)\b/i.test(clause.text) && clause.times.length === 0)
    return rerun(question.request, { ...dialogue, focus: [next] }, context, { events: [next] });
  // "Not the dentist": the others.
  const lead = question.asks === "which-event" ? sparing.exec(clause.text) : null;
  const kept = lead === null ? [] : eventsMeant(question, readClause(clause.text.slice(lead[0].length), context), context);
  if (lead !== null && kept.length > 0) {
    const left = (question.events ?? []).filter((event) => !kept.includes(event));
    return left.length === 0 ? null : rerun(question.request, { ...dialogue, focus: left }, context, { events: left });
  }
  if (lead !== null) return say({ ...whichEvent(question.events ?? [], "take", question.request, context), question, focus: question.events ?? [] });
  const events = question.asks === "confirm" && saysYes(clause) ? (question.events ?? []) : eventsMeant(question, clause, context);
  if (events.length > 0) return rerun(question.request, { ...dialogue, focus: events }, context, { events });
  return clause.tokens.length <= 3
    ? say({ ...whichEvent(question.events ?? [], "take", question.request, context), question, focus: question.events ?? [] })
    : null;
};

const sparing = /^[\s,]*(?:(?:but|and|no|all)[\s,]+)*(?:(?:all|everything|both)\s+)?(?:not|except(?:\s+for)?|but not|apart from|keep|leave|spare)\s+(?=\S)/i;

const mailsMeant = (question: Question, clause: Clause): readonly SaidMail[] => {
  const mails = question.mails ?? [];
  const words = clause.tokens.filter(({ kind }) => kind !== "mark").map(({ lower }) => lower);
  if (words.some((word) => ["both", "all", "everything"].includes(word))) return mails;
  const ordinal = readOrdinal(clause);
  if (ordinal !== null && words.length <= 4) return mails.slice(ordinal < 0 ? -1 : ordinal, ordinal < 0 ? undefined : ordinal + 1);
  const scored = mails.map((mail) => {
    const held = `${mail.subject} ${mail.from.name ?? ""} ${mail.from.email}`.toLowerCase();
    return { mail, score: words.filter((word) => word.length > 2 && held.includes(word)).length };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const fitting = best === 0 ? [] : scored.filter(({ score }) => score === best);
  return fitting.length === 1 ? fitting.map(({ mail }) => mail) : [];
};

const othersWords = /\bother (?:one|\p{L}+)\b|\bnot (?:him|her|that one)\b|\bi (?:meant|mean)\b/iu;

/** The person an answer names among those that fitted. */
const namedIn = (question: Question | null, text: string, context: PlannerContext): Choice | null => {
  if (question?.asks !== "which-person" || question.about === undefined || othersWords.test(text)) return null;
  const value = answeredOption(question, readClause(text, context));
  return value === null ? null : { question, value };
};

const otherChoice = (text: string, { choice, question }: Dialogue, context: PlannerContext): Choice | null => {
  if (question !== null || choice === null || !othersWords.test(text)) return null;
  const options = (choice.question.options ?? []).filter(({ value }) => value !== choice.value);
  const [only] = options;
  const value = options.length === 1 && only ? only.value : answeredOption({ ...choice.question, options }, readClause(text, context));
  return value === null ? null : { question: choice.question, value };
};

/** Whom an answer, or its correction, chose. */
export const personChosen = (text: string, dialogue: Dialogue, context: PlannerContext): Choice | null =>
  namedIn(dialogue.question, text, context) ?? otherChoice(text, dialogue, context);

/** What was asked for since, with the other person in it. */
const createOf = ({ question, value }: Choice, { create, choice }: Dialogue): CreateSlots | undefined =>
  create !== null && choice !== null && choice.value !== value && question.create?.title === create.title
    ? { ...create, people: create.people.map((person) => (person === choice.value ? value : person)) }
    : question.create;

const withPerson = (chosen: Choice, dialogue: Dialogue, context: PlannerContext): Flow | null =>
  rerun(chosen.question.request, dialogue, context, {
    people: { [chosen.question.about ?? ""]: chosen.value },
    ...((create) => (create ? { create } : {}))(createOf(chosen, dialogue)),
    ...(chosen.question.events ? { events: chosen.question.events } : {}),
  });

/** "No, the other Maya": the same once more with the one who wasn't chosen. Null where nobody was. */
export const otherPerson = (text: string, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  const choice = otherChoice(text, dialogue, context);
  const flow = choice && withPerson(choice, dialogue, context);
  return flow && dialogue.waiting ? stillWaits(flow, context) : flow;
};

/** What a letter is to say, said of whom it goes to. */
const toldHow = /^[\s,]*(?:ask|thank)\s+(?:him|her|them|for|if|whether|to)\b/i;
const abandons = /^[\s,]*(?:(?:no|ok|actually|wait)[\s,]+)*(?:cancel|scrap|drop|forget|skip|leave)\s+(?:it|that|this|the whole thing)[\s.!]*$/i;
const joining = /^[\s,]*(?:(?:and|oh|ok|also)[\s,]+)*(?:with|invite)\s+(?=\S)/i;

/** "With Maya" instead of the length that was asked for: whoever is named comes, and the question stands. */
const joined = (text: string, { question, ...dialogue }: Dialogue, context: PlannerContext): Flow | null => {
  const lead = joining.exec(text);
  if (lead === null || !question?.create || question.asks === "which-person") return null;
  const clause = readClause(text.slice(lead[0].length), context);
  const { people, end } = readPeopleAt(clause, 0, true);
  if (people.length === 0 || end < clause.tokens.filter(({ kind }) => kind !== "mark").length) return null;
  const create = withOthers(
    question.create,
    true,
    people.map(({ name }) => name),
  );
  return rerun({ ...question.request, intent: question.request.intent === "find-time" ? "find-time" : "create" }, { ...dialogue, question }, context, {
    create,
  });
};

/** "Every day" instead of the length that was asked for: how often it is, and the question stands. */
const recurrenceIn = ({ times, tokens }: Clause): string | null => {
  const [only, ...others] = times;
  const whole = only !== undefined && tokens.filter(({ kind }) => kind !== "mark").length <= only.end - only.start + 1;
  return only && whole && others.length === 0 && only.match.kind === "recurrence" && !only.match.timeGiven ? only.match.text : null;
};

/** The flow that goes on after an answer. */
export const answer = (text: string, dialogue: Dialogue, context: PlannerContext): Flow | null => {
  const { question } = dialogue;
  if (!question) return null;
  const clause = readClause(text, context);
  const fresh = newness(readClause(verbFirst(text, context), context));
  if (question.asks === "which-person" && othersWords.test(text) && (question.options ?? []).length > 1 && answeredOption(question, clause) === null)
    return say({ text: `Which one?\n${(question.options ?? []).map(({ label }) => `- ${label}`).join("\n")}`, question, focus: dialogue.focus });
  if ((saysNo(clause) || (question.create !== undefined && abandons.test(text))) && clause.times.length === 0)
    return say({ text: "Fine, I leave it as it is.", focus: dialogue.focus });
  if (question.asks === "which-offer") {
    const offer = offerMeant(clause, question.offers ?? [], context) ?? (saysYes(clause) ? question.offers?.[0] : undefined);
    const picks = fresh === null || (fresh === "alike" && clause.tokens.length <= 6);
    if (offer && question.create && picks) return bookOffer(offer, question.create, question.request);
  }
  if (question.asks === "letter" && toldHow.test(text)) {
    const clause = readClause(`${question.request.clause.text.replace(/[\s.!]+$/, "")} and ${text.trim()}`, context);
    return rerun({ ...question.request, clause }, dialogue, context, noOverrides);
  }
  const company = joined(text, dialogue, context);
  if (company) return company;
  const often = question.create !== undefined && ["duration", "when"].includes(question.asks) ? recurrenceIn(clause) : null;
  if (often !== null && question.create) return rerun(question.request, dialogue, context, { create: { ...question.create, repeat: often } });
  if (fresh !== null) return null;
  switch (question.asks) {
    case "duration":
      return answerDuration(question, clause, dialogue, context);
    case "when":
    case "target":
      return answerWhen(question, clause, dialogue, context);
    case "which-event":
    case "confirm":
      return answerEvent(question, clause, dialogue, context);
    case "which-mail": {
      const mails = saysYes(clause) && question.request.intent === "delete-mail" ? (question.mails ?? []) : mailsMeant(question, clause);
      if (mails.length > 0) return rerun(question.request, { ...dialogue, mails }, context, { mails });
      return (question.mails ?? []).length === 0
        ? rerun({ ...question.request, clause: readClause(`${question.request.clause.text} ${clause.text}`, context) }, dialogue, context, noOverrides)
        : null;
    }
    case "letter":
      return rerun(question.request, dialogue, context, {
        letter: text.trim().replace(/^(?:(?:change|make)\s+it\s+(?:to\s+)?)?(?:say|write|tell (?:him|her|them))\s+(?:that\s+)?/i, ""),
      });
    case "recipient":
      return rerun(question.request, dialogue, context, { recipient: text.trim().replace(/^to\s+|[.!?]+$/gi, "") });
    case "which-person": {
      const value =
        answeredOption(question, clause) ?? ((question.options ?? []).length === 0 ? (clause.tokens.find(({ kind }) => kind === "email")?.text ?? null) : null);
      if (value === null || question.about === undefined) return null;
      const people = { [question.about]: value };
      return rerun(question.request, dialogue, context, {
        people,
        ...(question.create ? { create: question.create } : {}),
        ...(question.events ? { events: question.events } : {}),
      });
    }
    case "title":
    case "value":
      return rerun(
        question.request.intent === "resize"
          ? { ...question.request, clause: readClause(`${question.request.clause.text} to ${text}`, context) }
          : question.request,
        dialogue,
        context,
        { value: text.trim(), ...(question.events ? { events: question.events } : {}) },
      );
    case "which-offer":
      return answerWhen({ ...question, options: [] }, clause, dialogue, context);
  }
};
