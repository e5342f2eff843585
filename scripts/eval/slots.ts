/** Answers one `slots` case of the evals: calendars in, common free windows and ranked offers out. */
import { defaultRules, type AvailabilityRules } from "@/lib/scheduling/contracts";
import { toPieces, type Interval } from "@/lib/scheduling/core/intervals";
import { findOffers, type Person } from "@/lib/scheduling/core/offers";

interface CaseSpan {
  readonly start: string;
  readonly end: string;
}

export interface SlotsCase {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly durationMinutes: number;
  readonly stepMinutes?: number;
  readonly zone: string;
  readonly minimumNoticeMinutes?: number;
  readonly now?: string;
  readonly participants: readonly {
    readonly name: string;
    readonly required?: boolean;
    readonly zone?: string;
    readonly hours?: AvailabilityRules["hours"];
    readonly overrides?: AvailabilityRules["overrides"];
    readonly busy?: readonly CaseSpan[];
    readonly avoid?: readonly CaseSpan[];
  }[];
  readonly limit?: number;
}

interface AnsweredSpan extends CaseSpan {
  readonly score?: number;
}

export type SlotsAnswer =
  | { readonly id: string; readonly windows: readonly CaseSpan[]; readonly slots: readonly AnsweredSpan[] }
  | { readonly id: string; readonly error: { readonly code: string; readonly message: string } };

const instantMs = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const toInterval = ({ start, end }: CaseSpan): Interval => ({ startMs: instantMs(start), endMs: instantMs(end) });

const toPerson = (input: SlotsCase, participant: SlotsCase["participants"][number]): Person => ({
  name: participant.name,
  required: participant.required ?? true,
  rules: {
    ...defaultRules(participant.zone ?? input.zone),
    hours: participant.hours === undefined ? null : participant.hours,
    overrides: participant.overrides ?? [],
    minimumNoticeMinutes: input.minimumNoticeMinutes ?? 0,
    bookingWindowDays: 100_000,
  },
  busy: (participant.busy ?? []).map(toInterval),
  avoid: (participant.avoid ?? []).map(toInterval),
});

export const evalSlots = (input: SlotsCase): SlotsAnswer => {
  try {
    const zoned = (ms: number): string =>
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(input.zone).toString({ timeZoneName: "never", smallestUnit: "second" });
    const { windows, offers } = findOffers({
      people: input.participants.map((participant) => toPerson(input, participant)),
      durationMinutes: input.durationMinutes,
      stepMinutes: input.stepMinutes ?? 15,
      zone: input.zone,
      nowMs: input.now === undefined ? null : instantMs(input.now),
      fromMs: instantMs(input.from),
      toMs: instantMs(input.to),
      limit: input.limit ?? 10,
    });
    return {
      id: input.id,
      windows: toPieces(windows).map(({ startMs, endMs }) => ({ start: zoned(startMs), end: zoned(endMs) })),
      slots: offers.map(({ startMs, endMs, score }) => ({ start: zoned(startMs), end: zoned(endMs), score })),
    };
  } catch (error) {
    return { id: input.id, error: { code: "slots/malformed", message: error instanceof Error ? error.message : "The case can't be read." } };
  }
};
