/**
 * What a model may make of a message that the time grammar couldn't read: one of these wishes, and nothing else. None of them books,
 * cancels or says yes: that takes the visitor's own words, which code reads itself.
 */
import { z } from "zod";
import type { ReadContext } from "./read-times";
import { readMessage, type Meant } from "./read-words";
import type { TalkState } from "./talk-state";

export interface Wish {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType;
}

const FindSchema = z.object({
  when: z.string().min(1).max(200).describe('The wish in plain words: "Thursday afternoon", "next week, mornings", "after 17:00".'),
});
const ChooseSchema = z.object({ number: z.number().int().min(1).max(12).describe("Which of the times that were named last, from 1.") });
const LengthSchema = z.object({ minutes: z.number().int().min(5).max(480) });
const NothingSchema = z.object({});

export const wishes = [
  { name: "find_times", description: "The visitor wants to hear times that suit them.", input: FindSchema },
  { name: "choose_time", description: "The visitor chooses one of the times that were named last.", input: ChooseSchema },
  { name: "change_length", description: "The visitor wants a shorter or longer meeting.", input: LengthSchema },
  { name: "move_meeting", description: "The visitor wants another time for what they booked. They are asked which.", input: NothingSchema },
  { name: "cancel_meeting", description: "The visitor wants to cancel what they booked. They are asked first.", input: NothingSchema },
  { name: "propose_time", description: "The visitor wants to propose a time of their own.", input: NothingSchema },
  { name: "leave_message", description: "The visitor wants to leave a message, or to reach the person.", input: NothingSchema },
] as const satisfies readonly Wish[];

const simple = { move_meeting: "move", cancel_meeting: "cancel", propose_time: "propose", leave_message: "message" } as const;
const isSimple = (name: string): name is keyof typeof simple => name in simple;

/** While a booking is being moved, taking a time changes it at once: then only the visitor's own words take one. */
const cautious = (meant: Meant, before: TalkState): Meant | null => {
  if (meant.kind === "find") return before.movingId === null ? { ...meant, agrees: false } : { ...meant, exact: null, agrees: false };
  if (meant.kind === "pick-clock" || meant.kind === "duration" || meant.kind === "pick") return before.movingId === null ? meant : null;
  return null;
};

/** Turns a wish into something meant; null for what isn't one, whatever a model made up. */
export const meantByWish = (name: string, input: unknown, before: TalkState, context: ReadContext): Meant | null => {
  if (isSimple(name)) return { kind: simple[name] };
  if (name === "find_times") {
    const read = FindSchema.safeParse(input);
    return read.success
      ? cautious(readMessage(read.data.when, { ...before, cancellingId: null }, { ...context, language: "en", locale: "en-GB" }), before)
      : null;
  }
  if (name === "choose_time") {
    const read = ChooseSchema.safeParse(input);
    return read.success && read.data.number <= before.offered.length ? cautious({ kind: "pick", index: read.data.number - 1, state: before }, before) : null;
  }
  if (name === "change_length") {
    const read = LengthSchema.safeParse(input);
    return read.success ? cautious({ kind: "duration", minutes: read.data.minutes, state: before }, before) : null;
  }
  return null;
};
