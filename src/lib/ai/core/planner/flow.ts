/**
 * A plan is a generator: it asks for tool calls and goes on with what they answered. Since nothing is kept between steps, it is run
 * again from its start at every step, fed with the outcomes so far; the same words and outcomes always lead to the same next call.
 */
import type { CalendarEvent, Offer } from "@/lib/scheduling/contracts";
import type { Clause } from "./clause";
import type { SaidMail } from "./mail-outcomes";
import type { CreateSlots } from "./read-create";
import type { Request } from "./request";

/** What the planner reads of a tool's outcome; a `ToolOutcome` is one, and so is what a model gets to see of it. */
export type Outcome =
  | { readonly status: "done"; readonly output: unknown; readonly said: string }
  | { readonly status: "waiting"; readonly said: string }
  | {
      readonly status: "refused";
      readonly reason: string;
      readonly said: string;
      readonly options: readonly { readonly label: string; readonly value: string }[];
    };

export interface PlannedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface CallRecord extends PlannedCall {
  readonly outcome: Outcome;
}

/** What Perin asked last, and what an answer to it means. */
export interface Question {
  readonly asks:
    "when" | "duration" | "target" | "which-event" | "which-offer" | "which-person" | "title" | "value" | "confirm" | "which-mail" | "letter" | "recipient";
  readonly request: Request;
  /** What was offered, in the order it was named. */
  readonly events?: readonly CalendarEvent[];
  readonly offers?: readonly Offer[];
  readonly mails?: readonly SaidMail[];
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly create?: CreateSlots;
  /** The words that a chosen option replaces ("Anna"). */
  readonly about?: string;
}

export interface Ending {
  readonly text: string;
  readonly question?: Question;
  /** What "it" and "them" mean from now on. */
  readonly focus?: readonly CalendarEvent[];
  readonly offers?: readonly Offer[];
  /** Mails that "it" and "them" mean. */
  readonly mails?: readonly SaidMail[];
  /** The new event that was asked for, so that "no, make it 4" can correct it while it still waits. */
  readonly create?: CreateSlots;
  /** A letter that was written, so that it can be written otherwise while it still waits. */
  readonly letter?: PlannedCall;
  /** Nothing on the calendar fits: what is meant may be elsewhere. */
  readonly missing?: true;
  /** For conditions: did what was asked turn out to be so? */
  readonly holds?: boolean;
}

export type Flow<Result = Ending> = Generator<readonly PlannedCall[], Result, readonly Outcome[]>;

/** Everything a flow may look at besides its own request. */
export interface Dialogue {
  readonly focus: readonly CalendarEvent[];
  readonly offers: readonly Offer[];
  readonly mails: readonly SaidMail[];
  readonly question: Question | null;
  readonly request: Request | null;
  readonly create: CreateSlots | null;
  /** A new event that something was asked about just now ("How long should it be?"): it can be corrected before the question is answered. */
  readonly unfinished: CreateSlots | null;
  /** The last create is still a card that waits. */
  readonly waiting: boolean;
  /** Sentences of this message that ask for nothing ("Kofi is leaving"). */
  readonly background: readonly Clause[];
  readonly letter: PlannedCall | null;
  /** Who was chosen where a name fitted several: "no, the other Maya" takes it back. */
  readonly choice: Choice | null;
}

export interface Choice {
  readonly question: Question;
  readonly value: string;
}

export const quietDialogue: Dialogue = {
  focus: [],
  offers: [],
  mails: [],
  question: null,
  request: null,
  create: null,
  unfinished: null,
  waiting: false,
  background: [],
  letter: null,
  choice: null,
};

const nothing: Outcome = { status: "refused", reason: "failed", said: "That didn't work.", options: [] };

/** One call and its outcome. */
export function* call(tool: string, input: Readonly<Record<string, unknown>>): Flow<Outcome> {
  const [outcome] = yield [{ tool, input }];
  return outcome ?? nothing;
}

/** Calls that don't depend on each other, in one step. */
export function* callAll(calls: readonly PlannedCall[]): Flow<readonly Outcome[]> {
  const outcomes = yield calls;
  return calls.map((_, at) => outcomes[at] ?? nothing);
}

/** Drops what is missing, so that a tool's input says only what was said. */
export const given = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) => value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0) && value !== "",
    ),
  );
