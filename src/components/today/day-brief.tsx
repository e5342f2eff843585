"use client";
/** Today's brief, or the way to have it before its hour. */
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { createBrief } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Brief } from "@/lib/briefs/contracts";
import { BriefText } from "./brief-text";

export function DayBrief({ initial, comes }: { readonly initial: Brief | null; readonly comes: string }) {
  const [brief, setBrief] = useState(initial);
  const [busy, setBusy] = useState(false);
  const write = async (): Promise<void> => {
    setBusy(true);
    try {
      setBrief(await call(createBrief, {}));
    } catch (error) {
      setBusy(false);
      toast({ message: "No brief was written.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
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
  return <BriefText brief={brief} />;
}
