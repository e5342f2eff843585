/** From one line ("call Tom tomorrow at 9") to a to-do: what is to be done, until when, how long it takes, and whether to remind. */
import { localOf, type OwnerClock } from "./clock";
import { dueOfMatch, timesIn, type DueProblem, type ReadDue } from "./read-due";

export interface ReadTask {
  readonly title: string;
  readonly due: ReadDue | null;
  /** The owner asked to be reminded. */
  readonly remind: boolean;
  readonly minutes: number | null;
}

export type TaskReading = { readonly ok: true; readonly task: ReadTask } | { readonly ok: false; readonly reason: DueProblem };

const lead =
  /^\s*(?:please\s+)?(?:(?:remind me|don['’]t (?:let me )?forget|i (?:have|need|must|want) to|i must|to-?dos?|(?:to do|tasks?)(?=\s*[:–-]))\b\s*[:–-]?\s*)(?:about\b|that i (?:have|need) to\b|to\b|of\b)?\s*/i;
const asksReminder = /\b(?:remind me|don['’]t let me forget)\b/i;
const length = /[\s,]*(?:\b(?:for|takes?|it takes|needs)\s+(?:about\s+)?|[(~]+\s*)(\d{1,3})\s*(min(?:ute)?s?|h(?:ours?|rs?)?)\b\s*\)?/i;
/** Words that only tied the phrase about time to the rest. */
const looseEnd = /[\s,;:–-]+(?:on|at|by|before|until|till|due|for|in|from|and|the)?[\s,;:–-]*$/i;
const looseStart = /^[\s,;:–-]*(?:(?:to|about|that|and)\b[\s,;:–-]*)?/i;

interface SaidLength {
  readonly minutes: number;
  readonly text: string;
}

const framedLength = (text: string): SaidLength | null => {
  const found = length.exec(text);
  if (!found) return null;
  const minutes = Number(found[1]) * (found[2]?.toLowerCase().startsWith("h") === true ? 60 : 1);
  return { minutes, text: text.slice(0, found.index) + text.slice(found.index + found[0].length) };
};

/** "Write the report, 45 minutes": a length that nothing leads to says how long it takes. */
const bareLength = (text: string, clock: OwnerClock): SaidLength | null => {
  const found = timesIn(text, clock).find(({ kind }) => kind === "duration");
  if (found?.duration === undefined) return null;
  const minutes = Temporal.Duration.from(found.duration).total({ unit: "minutes", relativeTo: localOf(clock.now, clock.zone) });
  return { minutes, text: without(text, found.index, found.endIndex) };
};

const lengthIn = (text: string, clock: OwnerClock): SaidLength | null => {
  const found = framedLength(text) ?? bareLength(text, clock);
  return found !== null && Number.isInteger(found.minutes) && found.minutes >= 5 && found.minutes <= 24 * 60 && /\p{L}/u.test(found.text) ? found : null;
};

const without = (text: string, from: number, to: number): string => {
  const before = text.slice(0, from).replace(/[\s,;:–-]+(?:on|at|by|before|until|till|due)?[\s,;:–-]*$/i, "");
  const after = text.slice(to).replace(looseStart, "");
  return before === "" ? after.replace(/^of\s+/i, "") : after === "" ? before : `${before} ${after}`;
};

/** Of several times the last one said is when it is due; a line that is nothing but a time is what the to-do is called. */
export const readTask = (line: string, clock: OwnerClock): TaskReading => {
  const remind = asksReminder.test(line);
  // "Can you remind me to …?" asks for it; the mark belongs to the asking.
  const whole = (remind ? line.replace(/[\s?]+$/, "") : line).replace(lead, "").trim();
  const taken = lengthIn(whole, clock);
  const said = taken?.text ?? whole;
  const minutes = taken?.minutes ?? null;
  const when = timesIn(said, clock)
    .filter(({ kind }) => kind !== "duration")
    .at(-1);
  const rest = when ? without(said, when.index, when.endIndex).replace(lead, "") : said;
  if (!when || !/\p{L}|\d/u.test(rest)) return { ok: true, task: { title: tidy(said), due: null, remind, minutes } };
  const reading = dueOfMatch(when, clock);
  return reading.ok ? { ok: true, task: { title: tidy(rest), due: reading.due, remind, minutes } } : reading;
};

const tidy = (text: string): string => {
  const plain = text
    .replace(/\s+/g, " ")
    .replace(looseEnd, (end) => (/^\s*$/.test(end) || /[,;:–-]\s*$/.test(end) ? "" : end))
    .trim()
    .replace(/[.!]+$/, "");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};
