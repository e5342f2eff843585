"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { retryDeadLetters } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { DeadLetter } from "@/lib/background/contracts";

function Letter({ letter }: { readonly letter: DeadLetter }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const retry = async (): Promise<void> => {
    setBusy(true);
    try {
      const { retried } = await call(retryDeadLetters, { kind: letter.kind, ids: [letter.id] });
      toast({ message: retried === 1 ? `${letter.name} is tried again.` : `${letter.name} isn’t given up any more.` });
      router.refresh();
    } catch (error) {
      toast({ message: "It wasn’t tried again.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-56">
        <p>
          <code className="font-medium break-all">{letter.name}</code> <span className="text-ink-soft">{letter.deadAt}</span>
        </p>
        {letter.error !== null && <p className="mt-0.5 break-words text-ink-soft">{letter.error}</p>}
      </div>
      <Button size="sm" busy={busy} aria-label={`Try ${letter.name} of ${letter.deadAt} again`} onClick={() => void retry()}>
        Try again
      </Button>
    </li>
  );
}

export function DeadLetters({ letters }: { readonly letters: readonly DeadLetter[] }) {
  if (letters.length === 0)
    return <p className="mt-2 text-sm text-ink-soft">Nothing. What fails for the last time is listed here, to be tried again once its cause is gone.</p>;
  return (
    <ul className="mt-2 divide-y rounded-xl border bg-surface text-sm">
      {letters.map((letter) => (
        <Letter key={letter.id} letter={letter} />
      ))}
    </ul>
  );
}
