"use client";
/** Takes back something done, for as long as that is possible. */
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Undo } from "@/lib/scheduling/contracts";

export interface UndoLineProps {
  readonly undo: Undo;
  readonly undone: boolean;
  readonly nowMs: number;
  /** Answers with what went wrong, or nothing. */
  readonly onUndo: (undo: Undo) => Promise<string | undefined>;
}

export function UndoLine({ undo, undone, nowMs, onUndo }: UndoLineProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [byHand, setByHand] = useState(false);
  // The button is gone; who pressed it goes on reading from here.
  if (undone)
    return (
      <p
        ref={(line) => {
          if (byHand) line?.focus({ preventScroll: true });
        }}
        tabIndex={-1}
        className="mt-2 flex items-center gap-2 text-sm text-ink-soft"
      >
        <RotateCcw aria-hidden className="size-4 text-ink-faint" />
        Taken back: {undo.summary}
      </p>
    );
  if (Date.parse(undo.until) <= nowMs) return null;
  const run = async () => {
    setBusy(true);
    setByHand(true);
    setProblem(await onUndo(undo));
    setBusy(false);
  };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Button size="sm" data-testid="undo" busy={busy} title={undo.summary} onClick={() => void run()}>
        <RotateCcw aria-hidden />
        Undo
      </Button>
      {problem !== undefined && (
        <span role="alert" className="text-sm text-danger-text">
          {problem}
        </span>
      )}
    </div>
  );
}
