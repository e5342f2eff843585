"use client";
/** Says that what is shown isn't real, and takes it away. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { removeSample } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";

export function SampleBanner() {
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(removeSample, {});
      // Every list on every page has changed.
      window.location.reload();
    } catch (error) {
      setBusy(false);
      toast({ message: "The sample data is still there.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    }
  };
  return (
    <div
      className="flex shrink-0 items-center justify-between gap-x-4 bg-warn-soft px-4 py-1.5 text-sm leading-snug text-warn-text sm:justify-center"
      data-testid="sample-banner"
    >
      <p className="min-w-0 text-balance">Sample data. What you add yourself stays.</p>
      <Button size="sm" className="shrink-0" busy={busy} onClick={() => void remove()}>
        {/* One item: as two, a right-to-left page would set them in its own order. */}
        <span>
          Remove<span className="max-sm:sr-only"> the sample data</span>
        </span>
      </Button>
    </div>
  );
}
