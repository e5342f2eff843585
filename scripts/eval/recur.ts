/** Answers one `recur` case of the evals: a recurrence in, its instances in local wall time out. */
import { expandRecurrence, occurrenceWall } from "@/lib/icalendar/recurrence";
import { parseWallTime } from "@/lib/icalendar/recurrence-rule";
import { zoneTable } from "@/lib/time/zone-offsets";

export interface RecurCase {
  readonly id: string;
  readonly dtstart: string;
  readonly tzid?: string | null;
  readonly rrule?: string | null;
  readonly rdate?: readonly string[];
  readonly exdate?: readonly string[];
  readonly exrule?: readonly string[];
  /** Wall times, both inclusive. */
  readonly from?: string | null;
  readonly to?: string | null;
  readonly count?: number;
}

export type RecurAnswer =
  | { readonly id: string; readonly instances: readonly string[]; readonly complete: boolean }
  | { readonly id: string; readonly error: { readonly code: string; readonly message: string } };

/** Null or missing bound = open; a bound that can't be read = undefined. */
const bound = (text: string | null | undefined, tzid: string | null, open: number): number | undefined => {
  if (text === null || text === undefined) return open;
  const time = parseWallTime(text);
  if (time === null) return undefined;
  return tzid === null || time.utc ? time.wallMs : zoneTable(tzid).toInstantMs(time.wallMs);
};

export const evalRecur = (input: RecurCase): RecurAnswer => {
  const { id, dtstart, tzid = null, rrule = null, rdate = [], exdate = [], exrule = [], count = 100 } = input;
  const fail = (code: string, message: string): RecurAnswer => ({ id, error: { code, message } });
  try {
    const fromMs = bound(input.from, tzid, -Infinity);
    const toMs = bound(input.to, tzid, Infinity);
    if (fromMs === undefined || toMs === undefined) return fail("recur/malformed", "from and to must be dates or dates with a time.");
    const answer = expandRecurrence({ dtstart, tzid, rrule, rdate, exdate, exrule }, { fromMs, toMs: toMs + 1, limit: count });
    if (!answer.ok) return fail(`recur/${answer.reason}`, answer.text);
    return { id, instances: answer.occurrences.map((occurrence) => occurrenceWall(occurrence, answer.dateOnly)), complete: answer.complete };
  } catch (error) {
    return fail("recur/malformed", error instanceof Error ? error.message : "The case can't be read.");
  }
};
