/** Which mails an event is worth to one person: what they have to know of it, less what they were told. Pure. */
import type { EventFacts, EventPart, EventParts } from "@/lib/scheduling/contracts";

export interface EventMail {
  readonly kind: "invited" | "changed" | "cancelled";
  /** The instant an occurrence was planned for; '' for the event as a whole. */
  readonly occurrence: string;
  /** As it is; of what is cancelled, as it was. */
  readonly facts: EventFacts;
}

type Same = (a: EventFacts | null, b: EventFacts | null) => boolean;

/** `planned`: what the series says of an occurrence. A mail about the whole brings its occurrences along. */
export const mailsFor = (told: EventParts, now: EventParts, planned: (occurrence: string) => EventFacts | null, same: Same): EventMail[] => {
  const known = told[""]?.facts ?? null;
  const whole = now[""]?.facts ?? null;
  if (whole !== null && !same(known, whole)) return [{ kind: known === null ? "invited" : "changed", occurrence: "", facts: whole }];
  const wholly: EventMail[] = known !== null && whole === null ? [{ kind: "cancelled", occurrence: "", facts: known }] : [];
  const single = [...new Set([...Object.keys(told), ...Object.keys(now)])]
    .filter((occurrence) => occurrence !== "")
    .sort()
    .flatMap((occurrence): EventMail[] => {
      const of = (parts: EventParts, all: EventFacts | null): EventFacts | null =>
        parts[occurrence] === undefined ? (all === null ? null : planned(occurrence)) : parts[occurrence].facts;
      // Who is off the whole of it needn't be told of each.
      const [before, after] = [wholly.length > 0 ? null : of(told, known), of(now, whole)];
      if (same(before, after)) return [];
      if (after === null) return before === null ? [] : [{ kind: "cancelled", occurrence, facts: before }];
      return [{ kind: before === null ? "invited" : "changed", occurrence, facts: after }];
    });
  return [...wholly, ...single];
};

/** The highest SEQUENCE that somebody knows; -1 for none. */
export const sequenceKnown = (told: EventParts): number => Math.max(-1, ...Object.values(told).map(({ sequence }) => sequence));

/** What they know once these mails were sent, each under this SEQUENCE. */
export const toldAfter = (told: EventParts, now: EventParts, mails: readonly EventMail[], sequence: number): EventParts => {
  const whole = mails.find(({ occurrence }) => occurrence === "");
  if (whole !== undefined && whole.kind !== "cancelled")
    return Object.fromEntries(Object.entries(now).map(([occurrence, { facts }]) => [occurrence, { facts, sequence }]));
  const parts: Record<string, EventPart> = whole === undefined ? { ...told } : {};
  for (const { occurrence, kind, facts } of mails) parts[occurrence] = { facts: kind === "cancelled" ? null : facts, sequence };
  return parts;
};
