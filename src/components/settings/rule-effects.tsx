"use client";
/** What changed hours would do to the next weeks, said before they are saved. */
import { useEffect, useState } from "react";
import { simulateAvailability } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { AvailabilityRules, RuleEffects as Effects } from "@/lib/scheduling/contracts";

const pauseMs = 400;

const hours = (minutes: number): string => {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [whole > 0 ? `${whole} h` : "", rest > 0 ? `${rest} min` : ""].filter((part) => part !== "").join(" ");
};

const spoken = ({ start, end }: { readonly start: string; readonly end: string }, locale: string, zone: string): string => {
  const from = new Date(start);
  const clock = { hour: "2-digit", minute: "2-digit", timeZone: zone } as const;
  return `${from.toLocaleDateString(locale, { weekday: "short", day: "numeric", month: "short", timeZone: zone })}, ${from.toLocaleTimeString(locale, clock)}–${new Date(end).toLocaleTimeString(locale, clock)}`;
};

const sentence = ({ gainedMinutes, lostMinutes, days }: Effects): string => {
  const weeks = `Over the next ${days / 7} weeks`;
  if (gainedMinutes === 0 && lostMinutes === 0) return `${weeks} the same times can be booked as now.`;
  const parts = [gainedMinutes > 0 ? `${hours(gainedMinutes)} more` : "", lostMinutes > 0 ? `${hours(lostMinutes)} less` : ""].filter((part) => part !== "");
  return `${weeks} ${parts.join(" and ")} can be booked.`;
};

const wherever = ({ gained, lost }: Effects, locale: string, zone: string): string | null => {
  const [more] = gained;
  const [less] = lost;
  if (!more && !less) return null;
  return [more ? `New: ${spoken(more, locale, zone)}` : "", less ? `Gone: ${spoken(less, locale, zone)}` : ""].filter((part) => part !== "").join(" · ");
};

export interface RuleEffectsProps {
  readonly draft: AvailabilityRules;
  readonly locale: string;
}

export function RuleEffects({ draft, locale }: RuleEffectsProps) {
  const [effects, setEffects] = useState<Effects | null>(null);
  const asked = JSON.stringify(draft);
  useEffect(() => {
    const mine = new AbortController();
    const timer = setTimeout(() => {
      // Rules that can't be read yet have no effect to show; saving them says what is wrong.
      call(simulateAvailability, JSON.parse(asked) as AvailabilityRules, { signal: mine.signal }).then(setEffects, () => {
        if (!mine.signal.aborted) setEffects(null);
      });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      mine.abort();
    };
  }, [asked]);
  if (effects === null) return null;
  const [first] = effects.stranded;
  const where = wherever(effects, locale, draft.zone);
  return (
    <div role="status" className="min-w-0 text-sm" data-testid="rule-effects">
      <p>{sentence(effects)}</p>
      {where !== null && <p className="text-ink-soft">{where}</p>}
      {first && (
        <p className="text-ink-soft">
          {effects.strandedCount === 1 ? "One meeting" : `${effects.strandedCount} meetings`} would lie outside your hours and stay where{" "}
          {effects.strandedCount === 1 ? "it is" : "they are"}: “{first.title}”, {spoken(first, locale, draft.zone)}
          {effects.strandedCount > 1 ? " …" : ""}
        </p>
      )}
    </div>
  );
}
