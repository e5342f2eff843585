"use client";
import { LockKeyhole } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { SecretField } from "./secret-field";
import type { Speech } from "./speech";

/** Asks for the PIN. `onPin` answers with what was wrong with it, or null. */
export function PinGate({ speech: { words }, onPin }: { readonly speech: Speech; readonly onPin: (pin: string) => Promise<string | null> }) {
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (pin.trim() === "") return;
    setBusy(true);
    setProblem(await onPin(pin.trim()));
    setBusy(false);
  };
  return (
    <form noValidate method="post" onSubmit={(event) => void submit(event)} className="mx-auto max-w-sm space-y-5 py-8 sm:py-20">
      <span className="grid size-11 place-items-center rounded-full bg-accent-soft text-accent-text">
        <LockKeyhole aria-hidden className="size-5" />
      </span>
      <h1 className="text-xl font-semibold">{words.pinTitle}</h1>
      <SecretField label={words.pin} hint={words.pinHint} problem={problem} kind="pin" value={pin} onChange={setPin} />
      <Button type="submit" variant="primary" size="lg" busy={busy} className="w-full">
        {words.goOn}
      </Button>
    </form>
  );
}
