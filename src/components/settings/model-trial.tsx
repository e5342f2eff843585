"use client";
/** Tries one model and says in words what happened. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { tryModel } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";

export function ModelTrial({ id, label }: { readonly id: string; readonly label: string }) {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<{ readonly ok: boolean; readonly said: string } | null>(null);
  const run = async (): Promise<void> => {
    setBusy(true);
    setResult(null);
    try {
      setResult(await call(tryModel, { modelId: id }));
    } catch (error) {
      setResult({ ok: false, said: error instanceof ProblemError ? error.detail : "The server can't be reached. Try again in a moment." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="sm" busy={busy} aria-label={`Test ${label}`} onClick={() => void run()}>
        Test
      </Button>
      <p role="status" className={`basis-full text-sm empty:hidden ${result?.ok === false ? "text-danger" : "text-ink-soft"}`}>
        {result?.said}
      </p>
    </>
  );
}
