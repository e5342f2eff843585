"use client";
/** Asks whether mails of a kind should end, and ends them. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { unsubscribe } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";

export interface UnsubscribeProps {
  readonly token: string;
  /** What the mails are about; null for a link that isn't one of ours. */
  readonly label: string | null;
}

type State = "asking" | "busy" | "done";

export function Unsubscribe({ token, label }: UnsubscribeProps) {
  const [state, setState] = useState<State>("asking");
  const [problem, setProblem] = useState<string | null>(null);
  const stop = async (): Promise<void> => {
    setState("busy");
    setProblem(null);
    try {
      await call(unsubscribe, { token });
      setState("done");
    } catch (error) {
      setState("asking");
      setProblem(error instanceof ProblemError ? error.detail : "Try again in a moment.");
    }
  };
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-4 px-4 py-10">
      <h1 className="text-2xl font-semibold tracking-tight">Fewer mails</h1>
      {label === null && <p>This link isn’t one of ours, or its account is gone. Nothing was changed.</p>}
      {label !== null && state !== "done" && (
        <>
          <p>
            No more mails about <strong>{label}</strong>? What you are told inside Perin stays as it is.
          </p>
          {problem !== null && (
            <p role="alert" className="text-danger-text">
              {problem}
            </p>
          )}
          <Button variant="primary" busy={state === "busy"} onClick={() => void stop()}>
            Stop these mails
          </Button>
        </>
      )}
      <div role="status">{state === "done" && <p>Done. You get no more of these mails. In Settings, Notifications, you can have them back.</p>}</div>
    </main>
  );
}
