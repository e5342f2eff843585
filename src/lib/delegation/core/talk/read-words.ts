/** What a visitor means: their wishes about time come from the time grammar, the few words around them from here. English, German, Hebrew. */
import type { TimeMatch } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";
import type { Language } from "../meeting-words";
import type { Clock, Span, TalkState } from "./talk-state";

export interface ReadContext {
  /** RFC 3339. */
  readonly now: string;
  /** The visitor's zone, and the owner's for "your time". */
  readonly zone: string;
  readonly ownerZone: string;
  readonly locale: string;
  readonly language: Language;
}

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
  | { readonly kind: "yes" | "no" | "cancel" | "move" | "propose" | "message" | "hello" | "thanks" | "who" | "other" }
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "contact"; readonly email: string; readonly name: string | null };

const minuteMs = 60_000;
const horizonMs = 366 * 24 * 60 * minuteMs;

type Word =
  "refusal" | "yes" | "no" | "cancel" | "move" | "propose" | "message" | "hello" | "thanks" | "who" | "more" | "earlier" | "later" | "yours" | "last" | "any";

const b = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})(?![\\p{L}])`, "iu");

const words: Readonly<Record<Language, Readonly<Record<Word, RegExp>>>> = {
  en: {
    refusal: b("n[o']t|n’t|no|can'?t|can’t|cannot|doesn'?t|doesn’t|don'?t|don’t|won'?t|won’t|isn'?t|isn’t|except|but not|anything but|avoid|impossible"),
    yes: b("yes|yep|yeah|ok|okay|sure|please do|book it|that works|works for me|sounds good|perfect|great|fine|deal|take it|let'?s do (?:it|that)"),
    no: b("no|nope|don'?t|never mind|leave it"),
    cancel: b("cancel|call (?:it )?off"),
    move: b("move|resched\\w*|postpone|shift|change (?:my|the) (?:booking|meeting|appointment|time)"),
    propose: b("propose|suggest|ask (?:him|her|them|for)|request"),
    message: b("(?:speak|talk) (?:to|with) (?:a |an |the )?(?:human|person|someone|somebody|him|her|them)|message|tell (?:him|her|them)|pass on|leave a note"),
    hello: b("hi|hello|hey|good (?:morning|afternoon|evening)"),
    thanks: b("thanks|thank you|thx|cheers"),
    who: b("who are you|are you (?:a |an )?(?:bot|human|ai|real|person)|what are you"),
    more: b("other|else|different|more|another|alternatives?|none|neither"),
    earlier: b("earlier|sooner|before that"),
    later: b("later|after that"),
    yours: b("(?:your|his|her|their) time"),
    last: b("last one|the last|latter"),
    any: b("any(?:time| time)?|whenever|free|available|availability|slots?|times?|when|meet|book|call|appointment|something"),
  },
  de: {
    refusal: b("nicht|kein\\w*|außer|ausser|unmöglich|nie"),
    yes: b("ja|gern|gerne|passt|ok|okay|gut|perfekt|super|einverstanden|nehme ich|buchen"),
    no: b("nein|doch nicht|lass"),
    cancel: b("absagen|storniere\\w*|abbrechen|cancel"),
    move: b("verschieb\\w*|verlegen|umbuchen"),
    propose: b("vorschlag\\w*|schlage|anfragen|fragen sie"),
    message: b("nachricht|ausrichten|sagen sie|richten sie"),
    hello: b("hallo|guten (?:tag|morgen|abend)|hi|servus|moin"),
    thanks: b("danke|vielen dank"),
    who: b("wer (?:bist du|sind sie)|ein bot|ein mensch"),
    more: b("andere\\w*|weitere|sonst|alternative\\w*|noch"),
    earlier: b("früher|eher"),
    later: b("später"),
    yours: b("(?:ihrer|deiner|eurer) zeit|bei (?:ihnen|euch|dir)"),
    last: b("letzte[nr]?"),
    any: b("wann|termin\\w*|zeit|zeiten|frei|treffen|buchen|etwas|irgendwann"),
  },
  he: {
    refusal: b("לא|אין|בלי|חוץ"),
    yes: b("כן|מתאים|מעולה|בסדר|אוקיי|אוקי|סבבה|מצוין|קבע|לקבוע|נקבע"),
    no: b("לא|עזוב|עזבי"),
    cancel: b("לבטל|ביטול|בטל|בטלי"),
    move: b("להזיז|לדחות|לשנות|להעביר"),
    propose: b("להציע|מציע|מציעה|הצעה"),
    message: b("הודעה|תמסור|תמסרי|למסור"),
    hello: b("שלום|היי|הי|בוקר טוב|ערב טוב"),
    thanks: b("תודה|תודה רבה"),
    who: b("מי אתה|מי את|בוט|אדם"),
    more: b("אחר|אחרת|אחרים|נוסף|נוספים|עוד"),
    earlier: b("מוקדם יותר|יותר מוקדם|קודם"),
    later: b("מאוחר יותר|יותר מאוחר|אחר כך"),
    yours: b("(?:לפי )?(?:ה)?שעון שלכם|אצלכם|אצלך"),
    last: b("האחרון|האחרונה"),
    any: b("מתי|פגישה|זמן|פנוי|פנויים|תור|משהו|לפגוש"),
  },
};

const ordinals: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [b("first|1st|option 1|number one"), b("second|2nd|option 2|number two"), b("third|3rd|option 3|number three")],
  de: [b("erste[nrs]?"), b("zweite[nrs]?"), b("dritte[nrs]?")],
  he: [b("הראשון|הראשונה|ראשון"), b("השני|השנייה|השניה"), b("השלישי|השלישית")],
};
/** A month's name or a number beside an ordinal makes it a date: "the second of December". */
const dateAround = /\bof\b|\d|jan|feb|mar|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez|יום/iu;

/** Plurals that the grammar has no single day for. Minutes of the clock. */
const dayParts: readonly { readonly said: RegExp; readonly from: number; readonly until: number }[] = [
  { said: b("mornings?|vormittags?|morgens|בבקרים"), from: 8 * 60, until: 12 * 60 },
  { said: b("afternoons?|nachmittags?"), from: 12 * 60, until: 19 * 60 },
  { said: b("evenings?|abends"), from: 17 * 60, until: 22 * 60 },
];

const emailIn = /[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?\.[a-z]{2,}/iu;

/** What stands around a name and an address. */
const aroundNames = new RegExp(
  b(
    "my name is|name is|i am|i'm|i’m|this is|email|e-mail|mail|address|and|is|my|the|it'?s|ich bin|ich heiße|mein name ist|meine?|adresse|und|ist|lautet|שמי|קוראים לי|אני|והמייל|המייל|מייל|כתובת|שלי|הוא|דואר",
  ).source,
  "giu",
);

const affirmed = new RegExp(
  b("works?(?: (?:fine|well|great))?(?: for me)?|is (?:fine|good|ok|okay|perfect)|suits me|fits|passt(?: mir)?|מתאים(?: לי)?").source,
  "giu",
);

const weekday =
  /(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|יום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי)|שבת/iu;
/** "Friday doesn't work" is said of every Friday. */
const weeksAhead = 8;

const clauses = (text: string): string[] =>
  text
    .split(/[,;!?\n]+|\.(?=\s|$)|(?<![\p{L}])(?:but|aber|sondern|אבל)(?![\p{L}])/iu)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");

const clockMinutes = (instant: string): number => Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const spanOf = (span: { readonly start: string; readonly end: string | null }, now: string): Span => ({
  startMs: Date.parse(span.start),
  endMs: span.end === null ? Date.parse(now) + horizonMs : Date.parse(span.end),
});

const minutesIn = (duration: string): number => Math.round(Temporal.Duration.from(duration).total({ unit: "minutes", relativeTo: "2026-01-01T00:00Z[UTC]" }));

/** The clock of a phrase that names no day: "after 5", "between 2 and 4", "in the morning". */
const clockOf = (match: TimeMatch, zone: string): Clock => {
  const from = clockMinutes(match.start);
  if (match.direction === "after") return { from, until: 1440, zone };
  if (match.direction === "before" && match.end !== null) return { from: 0, until: clockMinutes(match.end) || 1440, zone };
  if (match.end === null) return { from, until: Math.min(1440, from + 1), zone };
  return { from, until: clockMinutes(match.end) || 1440, zone };
};

interface Reading {
  state: TalkState;
  exact: number | null;
  clock: number | null;
  duration: number | null;
  said: boolean;
  freshDays: boolean;
  freshClock: boolean;
}

const isLength = (match: TimeMatch): boolean => match.kind === "duration";

const readPositive = (reading: Reading, match: TimeMatch, zone: string, { now }: ReadContext): void => {
  if (match.duration !== undefined) reading.duration = minutesIn(match.duration);
  if (isLength(match)) return;
  if (match.kind === "instant" && match.timeGiven) {
    if (match.dateGiven) reading.exact = Date.parse(match.start);
    else reading.clock = clockMinutes(match.start);
    return;
  }
  const exactLength = match.kind === "interval" && match.duration !== undefined && match.dateGiven && match.timeGiven;
  if (exactLength) {
    reading.exact = Date.parse(match.start);
    return;
  }
  if (!match.dateGiven && match.timeGiven) {
    reading.state.wanted = reading.freshClock ? [...reading.state.wanted, clockOf(match, zone)] : [clockOf(match, zone)];
    reading.freshClock = true;
    return;
  }
  reading.state.windows = reading.freshDays ? [...reading.state.windows, spanOf(match, now)] : [spanOf(match, now)];
  // Another day is another question: times of day said before don't hold for "Thursday afternoon".
  if (match.timeGiven || match.daily !== undefined) reading.state.wanted = [];
  if (match.daily !== undefined) reading.state.wanted = [{ from: minutesOf(match.daily.from ?? "00:00"), until: minutesOf(match.daily.to ?? "24:00"), zone }];
  if (match.except !== undefined) reading.state.except = [...reading.state.except, ...match.except.map((span) => spanOf(span, now))];
  reading.freshDays = true;
};

const weeksLater = ({ startMs, endMs }: Span, weeks: number, zone: string): Span => {
  const later = (atMs: number): number => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).add({ weeks }).epochMilliseconds;
  return { startMs: later(startMs), endMs: later(endMs) };
};

const readRefusal = (reading: Reading, match: TimeMatch, zone: string, { now }: ReadContext): void => {
  if (match.except !== undefined) reading.state.except = [...reading.state.except, ...match.except.map((span) => spanOf(span, now))];
  else if (isLength(match)) return;
  else if (!match.dateGiven && match.timeGiven) reading.state.unwanted = [...reading.state.unwanted, clockOf(match, zone)];
  else if (match.kind === "instant")
    reading.state.except = [...reading.state.except, { startMs: Date.parse(match.start), endMs: Date.parse(match.start) + minuteMs }];
  else if (match.grain === "day" && weekday.test(match.text) && !/\d/.test(match.text))
    reading.state.except = [...reading.state.except, ...Array.from({ length: weeksAhead }, (_, weeks) => weeksLater(spanOf(match, now), weeks, zone))];
  else reading.state.except = [...reading.state.except, spanOf(match, now)];
};

const readClause = (reading: Reading, clause: string, context: ReadContext): void => {
  const lexicon = words[context.language];
  const zone = lexicon.yours.test(clause) ? context.ownerZone : context.zone;
  // "9 works" would be read as nine of something.
  const bare = clause.replace(affirmed, " ");
  const matches = understandTime(bare, { now: context.now, zone, locale: context.locale, prefer: "future" });
  // "Not before 10" carries its own "not": what is left decides.
  const refused = lexicon.refusal.test(matches.reduce((rest, match) => rest.replace(match.text, " "), clause));
  for (const match of matches) (refused ? readRefusal : readPositive)(reading, match, zone, context);
  if (matches.length > 0) reading.said = true;
  const part = matches.some((match) => !isLength(match) && match.kind !== "duration") ? undefined : dayParts.find(({ said }) => said.test(clause));
  if (part === undefined) return;
  const clock: Clock = { from: part.from, until: part.until, zone };
  reading.said = true;
  if (refused) reading.state.unwanted = [...reading.state.unwanted, clock];
  else {
    reading.state.wanted = reading.freshClock ? [...reading.state.wanted, clock] : [clock];
    reading.freshClock = true;
  }
};

const pickIn = (text: string, { language }: ReadContext, offered: readonly number[]): number | null => {
  if (offered.length === 0 || dateAround.test(text)) return null;
  if (words[language].last.test(text)) return offered.length - 1;
  const index = ordinals[language].findIndex((ordinal) => ordinal.test(text));
  return index >= 0 && index < offered.length ? index : null;
};

const affirms = (text: string): boolean => new RegExp(affirmed.source, "iu").test(text) || b("let'?s do|take|nehmen|nehme|ניקח").test(text);

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

/** Reads one message in the light of what was said before. Errors: none, whatever the text is. */
export const readMessage = (text: string, before: TalkState, context: ReadContext): Meant => {
  const lexicon = words[context.language];
  const code = /^\s*(\d{6})\s*$/.exec(text)?.[1];
  if (code !== undefined) return { kind: "code", code };
  const contact = contactIn(text);
  if (contact !== null) return contact;
  if (before.cancellingId !== null && lexicon.yes.test(text) && !lexicon.refusal.test(text)) return { kind: "yes" };
  if (before.cancellingId !== null && lexicon.no.test(text)) return { kind: "no" };
  if (lexicon.cancel.test(text)) return { kind: "cancel" };
  const picked = pickIn(text, context, before.offered);
  if (picked !== null) return { kind: "pick", index: picked, state: before };
  const number = before.offered.length === 0 ? null : /^\s*(\d{1,2})\s*[.!]?\s*$/.exec(text);
  if (number !== null) return numbered(Number(number[1]), before);

  const reading: Reading = { state: { ...before }, exact: null, clock: null, duration: null, said: false, freshDays: false, freshClock: false };
  for (const clause of clauses(text)) readClause(reading, clause, context);
  const moving = lexicon.move.test(text);
  if (moving && before.movingId === null) return { kind: "move" };
  if (lexicon.message.test(text)) return { kind: "message" };
  if (lexicon.propose.test(text)) return { kind: "propose" };
  // "As soon as possible" is no moment to be had.
  if (reading.exact !== null && reading.exact <= Date.parse(context.now))
    return { kind: "find", state: { ...durationIn(reading), windows: [] }, more: false, exact: null };
  if (reading.exact !== null) return { kind: "find", state: durationIn(reading), more: false, exact: reading.exact };
  if (reading.clock !== null) return { kind: "pick-clock", minutes: reading.clock, state: durationIn(reading) };
  if (reading.duration !== null && !reading.freshDays && !reading.freshClock) return { kind: "duration", minutes: reading.duration, state: before };
  if (reading.said) return { kind: "find", state: durationIn(reading), more: false, exact: null, agrees: lexicon.yes.test(text) || affirms(text) };
  if (lexicon.earlier.test(text) || lexicon.later.test(text))
    return { kind: "find", state: shifted(before, lexicon.later.test(text)), more: true, exact: null };
  if (lexicon.who.test(text)) return { kind: "who" };
  if (lexicon.more.test(text)) return { kind: "find", state: before, more: true, exact: null };
  if (before.offered.length > 0 && lexicon.yes.test(text) && !lexicon.refusal.test(text)) return { kind: "yes" };
  if (lexicon.thanks.test(text)) return { kind: "thanks" };
  if (lexicon.hello.test(text) && text.length < 40) return { kind: "hello" };
  return lexicon.any.test(text) ? { kind: "find", state: before, more: false, exact: null } : { kind: "other" };
};

/** "2" is the second of three, "10" is ten o'clock. */
const numbered = (number: number, state: TalkState): Meant =>
  number >= 1 && number <= state.offered.length ? { kind: "pick", index: number - 1, state } : { kind: "pick-clock", minutes: (number % 24) * 60, state };

const durationIn = ({ state, duration }: Reading): TalkState => (duration === null ? state : { ...state, durationMinutes: duration });

/** "Earlier?" and "later?" are about what was offered last. */
const shifted = (state: TalkState, later: boolean): TalkState => {
  const [first, last] = [Math.min(...state.offered), Math.max(...state.offered)];
  if (state.offered.length === 0) return state;
  return { ...state, windows: [later ? { startMs: last + minuteMs, endMs: last + horizonMs } : { startMs: 0, endMs: first }] };
};
