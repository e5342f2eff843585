"use client";
/** Whether the time in the form is free, and every rule or event that says otherwise, with what would have to change. */
import clsx from "clsx";
import { CircleAlert, CircleCheck } from "lucide-react";
import { explainTime } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { useAnswer } from "@/hooks/use-answer";

export interface TimeCheckProps {
  /** RFC 3339 instants; null while the form names no time. */
  readonly span: { readonly start: string; readonly end: string } | null;
  /** The event that is being changed doesn't stand in its own way. */
  readonly exceptRef?: string | undefined;
}

export function TimeCheck({ span, exceptRef }: TimeCheckProps) {
  const asked = span === null ? null : `${span.start} ${span.end}`;
  const answered = useAnswer(asked, async (signal) => (span === null ? [] : (await call(explainTime, { ...span }, { signal })).blockers));
  const blockers = answered?.answer.filter(({ ref }) => ref === undefined || ref !== exceptRef) ?? null;
  const free = blockers?.length === 0;
  const Icon = free ? CircleCheck : CircleAlert;
  return (
    // The line is there from the start, so that the answer moves nothing.
    <div role="status" className="min-h-5 text-sm" data-testid="time-check">
      {blockers !== null && (
        // What was said of another time goes pale until this one is known.
        <div className={clsx("flex gap-2", free ? "text-ink-soft" : "text-ink", answered?.question !== asked && "opacity-50")}>
          <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", free ? "text-accent" : "text-danger")} />
          {free ? (
            <p>This time is free.</p>
          ) : (
            <ul className="min-w-0 space-y-1">
              {blockers.slice(0, 4).map(({ rule, text, cure, ref }) => (
                <li key={`${rule}-${ref ?? text}`}>
                  {text} <span className="text-ink-soft">{cure}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
