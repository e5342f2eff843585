/** What a visitor means: their wishes about time come from the time grammar, the few words around them from here. English, German, Hebrew. */
import { lexicons, ordinals, phrase } from "./lexicon";
import { affirmed, horizonMs, minuteMs, readTimes, type ReadContext, type Reading } from "./read-times";
import type { TalkState } from "./talk-state";

export type Meant =
  /** Wishes changed, or more times are wanted. */
  | {
      readonly kind: "find";
      readonly state: TalkState;
      readonly more: boolean;
      readonly exact: number | null;
      /** "Tuesday works": if only one of the offered times fits, it is taken. */
      readonly agrees?: boolean;
    }
  | { readonly kind: "pick"; readonly index: number; readonly state: TalkState }
  /** A time of day alone ("10:00 works"), in minutes after midnight of the visitor's clock. */
  | { readonly kind: "pick-clock"; readonly minutes: number; readonly state: TalkState }
  | { readonly kind: "duration"; readonly minutes: number; readonly state: TalkState }
  | { readonly kind: "yes" | "no" | "cancel" | "move" | "propose" | "message" | "hello" | "thanks" | "who" | "length" | "about" | "other" }
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "contact"; readonly email: string; readonly name: string | null };

/** A month's name or a number beside an ordinal makes it a date: "the second of December". */
const dateAround = /\bof\b|\d|(?<!\p{L})(?:jan|feb|mar(?:ch)?(?!\p{L})|märz|apr|may(?!\p{L})|mai(?!\p{L})|jun|jul|aug|sep|okt|oct|nov|dec|dez)|יום/iu;

const emailIn = /[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?\.[a-z]{2,}/iu;

/** What stands around a name and an address. */
const aroundNames = new RegExp(
  phrase(
    "my name is|name is|i am|i'm|i’m|this is|email|e-mail|mail|address|and|is|my|the|it'?s|ich bin|ich heiße|mein name ist|meine?|adresse|und|ist|lautet|שמי|קוראים לי|אני|והמייל|המייל|מייל|כתובת|שלי|הוא|דואר",
  ).source,
  "giu",
);

const pickIn = (text: string, { language }: ReadContext, offered: readonly number[]): number | null => {
  if (offered.length === 0 || dateAround.test(text)) return null;
  if (lexicons[language].last.test(text)) return offered.length - 1;
  const index = ordinals[language].findIndex((ordinal) => ordinal.test(text));
  return index >= 0 && index < offered.length ? index : null;
};

const affirms = (text: string): boolean => new RegExp(affirmed.source, "iu").test(text) || phrase("let'?s do|take|nehmen|nehme|ניקח").test(text);

/** A person's name, if the words can be one. */
export const nameIn = (text: string): string | null => {
  const rest = text
    .replace(/[<>(),;:]+/g, " ")
    .replace(aroundNames, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /^[\p{L}][\p{L}\p{M} .'’-]{0,78}$/u.test(rest) ? rest : null;
};

const contactIn = (text: string): Meant | null => {
  const email = emailIn.exec(text)?.[0];
  if (email === undefined) return null;
  return { kind: "contact", email: email.toLowerCase(), name: nameIn(text.replace(email, " ")) };
};

/** What stands around an hour that is meant as one: "10 is fine", "does 11 work?", "10 מתאים". */
const aroundHours = new RegExp(
  phrase(
    "ok|okay|yes|so|then|does|do|would|could|how about|what about|let'?s (?:do|say|take)|make it|at|please|ja|um|geht|ginge|uhr|bitte|gut|אז|כן|אולי|מה עם|בבקשה|טוב",
  ).source,
  "giu",
);
const bareHour = (text: string): number | null => {
  const rest = text.replace(affirmed, " ").replace(aroundHours, " ");
  const hour = Number(/^[\s,.!?]*(?:ב-?)?(\d{1,2})[\s,.!?]*$/.exec(rest)?.[1] ?? Number.NaN);
  return hour >= 1 && hour <= 24 ? hour : null;
};

/** Where it is to be moved to, if that was said along: what follows "to". */
const goalOf = (text: string): string | null => {
  const parts = text.split(/(?<!\p{L})(?:to|auf|nach)(?!\p{L})|(?<!\p{L})ל-?(?=יום|מחר|שעה|\d)/iu);
  return parts.length < 2 ? null : (parts.at(-1) ?? null);
};

/** Reads what follows "move it to" as a message of its own; null when no time is in it. */
export const readGoal = (text: string, before: TalkState, context: ReadContext): Meant | null => {
  const goal = goalOf(text);
  const meant = goal === null ? null : readMessage(goal, before, context);
  if (meant?.kind === "pick-clock") return meant;
  return meant?.kind === "find" && (meant.exact !== null || meant.state.windows.length + meant.state.wanted.length > 0) ? meant : null;
};

const durationIn = ({ state, duration }: Reading): TalkState => (duration === null ? state : { ...state, durationMinutes: duration });

/** What is meant by the times in a message; null when there are none. */
const meantByTimes = (text: string, reading: Reading, { now, language }: ReadContext): Meant | null => {
  const state = durationIn(reading);
  // "As soon as possible" is no moment to be had.
  if (reading.exact !== null && reading.exact <= Date.parse(now)) return { kind: "find", state: { ...state, windows: [] }, more: false, exact: null };
  if (reading.exact !== null) return { kind: "find", state, more: false, exact: reading.exact };
  if (reading.clock !== null) return { kind: "pick-clock", minutes: reading.clock, state };
  if (reading.duration !== null && !reading.freshDays && !reading.freshClock) return { kind: "duration", minutes: reading.duration, state };
  return reading.said ? { kind: "find", state, more: false, exact: null, agrees: lexicons[language].yes.test(text) || affirms(text) } : null;
};

/** Reads one message in the light of what was said before. Errors: none, whatever the text is. */
export const readMessage = (text: string, before: TalkState, context: ReadContext): Meant => {
  const lexicon = lexicons[context.language];
  const code = /^\s*(\d{6})\s*$/.exec(text)?.[1];
  if (code !== undefined) return { kind: "code", code };
  const contact = contactIn(text);
  if (contact !== null) return contact;
  if (before.cancellingId !== null && lexicon.yes.test(text) && !lexicon.refusal.test(text)) return { kind: "yes" };
  if (before.cancellingId !== null && lexicon.no.test(text)) return { kind: "no" };
  if (lexicon.cancel.test(text)) return { kind: "cancel" };
  const picked = pickIn(text, context, before.offered);
  if (picked !== null) return { kind: "pick", index: picked, state: before };
  const reading = readTimes(text, before, context);
  if (lexicon.move.test(text) && before.movingId === null) return { kind: "move" };
  if (lexicon.message.test(text) || (lexicon.speak.test(text) && !reading.said)) return { kind: "message" };
  if (lexicon.propose.test(text) && !lexicon.suggest.test(text)) return { kind: "propose" };
  const timed = meantByTimes(text, reading, context);
  if (timed !== null) return timed;
  const hour = bareHour(text);
  if (hour !== null) return numbered(hour, before);
  if (lexicon.earlier.test(text) || lexicon.later.test(text))
    return { kind: "find", state: shifted(before, lexicon.later.test(text)), more: true, exact: null };
  return meantByWords(text, before, context);
};

/** What is meant by a message that names no time at all. */
const meantByWords = (text: string, before: TalkState, { language }: ReadContext): Meant => {
  const lexicon = lexicons[language];
  for (const kind of ["who", "length", "about"] as const) if (lexicon[kind].test(text)) return { kind };
  if (lexicon.soonest.test(text)) return { kind: "find", state: { ...before, windows: [] }, more: false, exact: null };
  if (lexicon.more.test(text)) return { kind: "find", state: before, more: true, exact: null };
  if (before.offered.length > 0 && lexicon.yes.test(text) && !lexicon.refusal.test(text)) return { kind: "yes" };
  if (lexicon.thanks.test(text)) return { kind: "thanks" };
  if (lexicon.hello.test(text) && text.length < 40) return { kind: "hello" };
  return lexicon.any.test(text) || lexicon.suggest.test(text) ? { kind: "find", state: before, more: false, exact: null } : { kind: "other" };
};

/** "2" is the second of three, "10" is ten o'clock. */
const numbered = (number: number, state: TalkState): Meant =>
  number >= 1 && number <= state.offered.length ? { kind: "pick", index: number - 1, state } : { kind: "pick-clock", minutes: (number % 24) * 60, state };

/** "Earlier?" and "later?" are about what was chosen or offered last. */
const shifted = (state: TalkState, later: boolean): TalkState => {
  const spoken = state.taken === null ? state.offered : [state.taken];
  if (spoken.length === 0) return state;
  const [first, last] = [Math.min(...spoken), Math.max(...spoken)];
  return { ...state, windows: [later ? { startMs: last + minuteMs, endMs: last + horizonMs } : { startMs: 0, endMs: first }] };
};
