"use client";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { SecretField } from "./secret-field";
import type { Speech } from "./speech";

export interface CodeStepProps {
  readonly email: string;
  readonly speech: Speech;
  /** Books with the code; answers with what went wrong, or null. */
  readonly onCode: (code: string) => Promise<string | null>;
  readonly onAgain: () => Promise<string | null>;
  readonly onBack: () => void;
}

/** The address is the visitor's: a code that was mailed there says so. */
export function CodeStep({ email, speech: { words }, onCode, onAgain, onBack }: CodeStepProps) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // The button that asked for the code is gone with its form.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const run = async (task: () => Promise<string | null>): Promise<void> => {
    setBusy(true);
    setProblem(await task());
    setBusy(false);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const digits = code.replace(/\D/g, "");
    if (digits.length === 6) void run(() => onCode(digits));
    else setProblem(words.codeMissing);
  };
  return (
    <form ref={form} noValidate method="post" onSubmit={submit} className="max-w-sm space-y-4" data-testid="code-form">
      <p role="status" className="text-sm text-ink-soft">
        {words.codeSent(email)}
      </p>
      <SecretField label={words.code} problem={problem} kind="code" value={code} onChange={setCode} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {words.goOn}
        </Button>
        <Button variant="quiet" onClick={() => void run(onAgain)}>
          {words.newCode}
        </Button>
        <Button variant="quiet" onClick={onBack}>
          {words.back}
        </Button>
      </div>
    </form>
  );
}
