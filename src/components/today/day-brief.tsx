"use client";
/** Today's brief, or the way to have it before its hour. */
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { clockText, type Clock } from "@/components/week/zoned-time";
import { createBrief } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Brief } from "@/lib/briefs/contracts";
import { BriefText } from "./brief-text";

export interface DayBriefProps {
  readonly initial: Brief | null;
  /** Today, YYYY-MM-DD: a page that stays open over midnight has none yet. */
  readonly day: string;
  readonly comes: string;
  readonly clock: Clock;
}

/** The button that was pressed is gone; what it wrote is read from here. */
const focusNow = (text: HTMLElement | null): void => text?.focus({ preventScroll: true });

export function DayBrief({ initial, day, comes, clock }: DayBriefProps) {
  const [written, setWritten] = useState<Brief | null>(null);
  const brief = initial ?? (written?.day === day ? written : null);
  const [busy, setBusy] = useState(false);
  const write = async (): Promise<void> => {
    setBusy(true);
    try {
      setWritten(await call(createBrief, {}));
    } catch (error) {
      toast({ message: "No brief was written.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  if (brief === null)
    return (
      <div>
        <p className="text-ink-soft">
          {comes}{" "}
          <Link href="/settings/notifications" className="text-accent-text underline underline-offset-4">
            Change the hour
          </Link>
        </p>
        <Button size="sm" className="mt-3" busy={busy} onClick={() => void write()}>
          Write it now
        </Button>
      </div>
    );
  return (
    <div tabIndex={-1} ref={written === null ? null : focusNow}>
      <BriefText brief={brief} />
      {/* The day goes on beside it; the brief stays as it was written. */}
      <p className="mt-1.5 text-sm text-ink-faint">As of {clockText(Date.parse(brief.createdAt), clock)}</p>
    </div>
  );
}
