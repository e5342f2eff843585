/** Which meetings their owner is told of now, and when to look again. */

export interface Upcoming {
  readonly ref: string;
  readonly startMs: number;
}

export interface DueReminders<Meeting extends Upcoming> {
  readonly due: readonly Meeting[];
  readonly nextLookMs: number;
}

/** Never asleep for longer than this. */
export const lookAheadMs = 60 * 60_000;

/** A look comes late now and then; who asked to be told when a meeting begins must not miss it for that. */
export const lateMs = 2 * 60_000;

/**
 * A meeting is told of from `leadMs` before it begins until a moment after it began; `meetings` are those from that moment ago up to `leadMs` plus
 * the look ahead from now.
 */
export const dueReminders = <Meeting extends Upcoming>(meetings: readonly Meeting[], leadMs: number, nowMs: number): DueReminders<Meeting> => {
  const ahead = meetings.filter(({ startMs }) => startMs > nowMs - lateMs);
  const later = ahead.map(({ startMs }) => startMs - leadMs).filter((atMs) => atMs > nowMs);
  return { due: ahead.filter(({ startMs }) => startMs - leadMs <= nowMs), nextLookMs: Math.min(nowMs + lookAheadMs, ...later) };
};

/** What makes a reminder one: the meeting and when it begins. Moved to another time it is told of anew; moved back it isn't. */
export const reminderKey = ({ ref, startMs }: Upcoming): string => `meeting:${ref}:${startMs}`;

export const readReminderKey = (key: string): Upcoming | null => {
  const [, ref, startMs] = /^meeting:(.+):(\d{1,15})$/.exec(key) ?? [];
  return ref === undefined || startMs === undefined ? null : { ref, startMs: Number(startMs) };
};
