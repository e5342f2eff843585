"use client";
/** Asks whether mails of a kind should end, and ends them. */
import { useEffect, useRef, useState } from "react";
import { Wordmark } from "@/components/shell/wordmark";
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
  const done = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed is gone.
    if (state === "done") done.current?.focus();
  }, [state]);
  return (
    <main className="mx-auto grid w-full max-w-sm content-start gap-4 px-4 py-10 sm:pt-[14dvh]">
      <Wordmark name="Perin" />
      <h1 className="mt-4 text-2xl font-semibold">Fewer mails</h1>
      {label === null && <p>This link isn’t one of ours, or it wasn’t copied whole. Nothing was changed. Which mails you get stands in your settings.</p>}
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
          <Button variant="primary" size="lg" busy={state === "busy"} onClick={() => void stop()}>
            Stop these mails
          </Button>
        </>
      )}
      <div role="status">
        {state === "done" && (
          <p ref={done} tabIndex={-1} className="outline-none">
            Done. You get no more of these mails. In Settings, Notifications, you can have them back.
          </p>
        )}
      </div>
      {(label === null || state === "done") && (
        <p className="text-sm">
          <a href="/settings/notifications" className="text-accent-text underline underline-offset-4">
            Open the notification settings
          </a>
        </p>
      )}
    </main>
  );
}
