/** What a conversation with a visitor keeps between two messages: what they wished for, and what was last put before them. */
import { z } from "zod";

const ClockSchema = z.object({
  /** Minutes after midnight, half-open, on the clock of `zone`. */
  from: z.number().int().min(0).max(1440),
  until: z.number().int().min(0).max(1440),
  zone: z.string(),
});
const SpanSchema = z.object({ startMs: z.number(), endMs: z.number() });

const TalkStateSchema = z.object({
  durationMinutes: z.number().int().nullable().default(null),
  /** Days that are wished for. */
  windows: z.array(SpanSchema).default([]),
  /** Times of day that are wished for, and that don't work. */
  wanted: z.array(ClockSchema).default([]),
  unwanted: z.array(ClockSchema).default([]),
  /** Days or times that don't work. */
  except: z.array(SpanSchema).default([]),
  /** Starts that were named last, in the order they were named. */
  offered: z.array(z.number()).default([]),
  /** Which of them was taken, and is kept for a few minutes. */
  taken: z.number().nullable().default(null),
  /** Finding a new time for this booking instead of a first one. */
  movingId: z.string().nullable().default(null),
  /** What the next yes or no is about: a booking to cancel. */
  cancellingId: z.string().nullable().default(null),
  /** Said in the chat so far, for the booking. */
  name: z.string().nullable().default(null),
  email: z.string().nullable().default(null),
});
export type TalkState = z.infer<typeof TalkStateSchema>;
export type Clock = z.infer<typeof ClockSchema>;
export type Span = z.infer<typeof SpanSchema>;

const listMax = 24;

/** What is stored, whatever an earlier version kept. Lists stay short: the oldest wishes go. */
export const readTalkState = (stored: unknown): TalkState => {
  const read = TalkStateSchema.safeParse(stored);
  const state = read.success ? read.data : TalkStateSchema.parse({});
  return {
    ...state,
    windows: state.windows.slice(-listMax),
    wanted: state.wanted.slice(-listMax),
    unwanted: state.unwanted.slice(-listMax),
    except: state.except.slice(-listMax * 2),
  };
};
