"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { removePasskey } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import type { Passkey } from "@/lib/identity/contracts";
import { useConfirmed, type Ways } from "./use-confirmed";
import { useQuestion } from "@/components/ui/use-question";

export interface PasskeyListProps {
  readonly passkeys: readonly (Passkey & { readonly since: string })[];
  /** False where the address is a number, to which browsers bind no passkey. */
  readonly possible: boolean;
  readonly ways: Ways;
}

export function PasskeyList({ passkeys, possible, ways }: PasskeyListProps) {
  const { busy, run, dialog } = useConfirmed(ways);
  const { ask, question } = useQuestion();
  useFocusAfterRemoval(passkeys.length);
  const [name, setName] = useState("");
  const make = (): void =>
    run(async () => {
      const { makePasskey } = await import("@/components/identity/passkey-browser");
      await makePasskey(name.trim() === "" ? "Passkey" : name);
      setName("");
      toast({ message: "The passkey is kept." });
    });
  const remove = (passkey: Passkey): void =>
    run(async () => {
      await call(removePasskey, { passkeyId: passkey.id });
      toast({ message: `“${passkey.name}” is removed.` });
    });
  return (
    <>
      {passkeys.length > 0 && (
        <ul aria-label="Passkeys" className="mb-4 divide-y rounded-xl border bg-surface">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex flex-wrap items-center gap-3 p-4">
              <div className="min-w-0 grow">
                <p className="break-words font-medium">{passkey.name}</p>
                <p className="text-sm text-ink-soft">Since {passkey.since}</p>
              </div>
              <Button
                size="sm"
                busy={busy}
                aria-label={`Remove ${passkey.name}`}
                onClick={() =>
                  ask({
                    title: `Remove “${passkey.name}”?`,
                    about: "You can no longer sign in with it. The device may still offer it; delete it there, too.",
                    yes: "Remove",
                    onYes: () => remove(passkey),
                  })
                }
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {possible ? (
        <div className="flex flex-wrap items-center gap-2">
          <Input
            aria-label="Name of the new passkey"
            placeholder="This laptop"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="!w-56"
          />
          <Button busy={busy} onClick={make}>
            Add a passkey
          </Button>
        </div>
      ) : (
        <p className="text-sm text-ink-soft">Browsers bind passkeys to a name, never to a number: open Perin as localhost, or under its domain.</p>
      )}
      {question}
      {dialog}
    </>
  );
}
