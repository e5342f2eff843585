"use client";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { createApiKey, revokeApiKey } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import type { ApiKey, Scope } from "@/lib/identity/contracts";
import { ShownOnce } from "./shown-once";
import { useConfirmed, type Ways } from "./use-confirmed";
import { useQuestion } from "@/components/ui/use-question";

export interface ApiKeyListProps {
  readonly apiKeys: readonly (ApiKey & { readonly about: string })[];
  readonly scopes: readonly { readonly scope: Scope; readonly words: string }[];
  readonly ways: Ways;
}

export function ApiKeyList({ apiKeys, scopes, ways }: ApiKeyListProps) {
  const { busy, run, dialog } = useConfirmed(ways);
  const { ask, question } = useQuestion();
  useFocusAfterRemoval(apiKeys.length);
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [made, setMade] = useState<string | null>(null);
  const [pressed, setPressed] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const nameless = name.trim() === "";
  const make = (): void => {
    setPressed(true);
    // The field stands far above the button.
    if (nameless) nameField.current?.focus();
    if (nameless || chosen.length === 0) return;
    run(async () => {
      const { key } = await call(createApiKey, { name, scopes: [...chosen], days: days === "" ? null : Number(days) });
      setMade(key);
      setPressed(false);
      setName("");
      setChosen([]);
    });
  };
  const revoke = ({ id, name: whose, start }: ApiKey): void =>
    run(async () => {
      await call(revokeApiKey, { apiKeyId: id });
      setMade((shown) => (shown?.startsWith(start) === true ? null : shown));
      toast({ message: `“${whose}” no longer works.` });
    });
  return (
    <>
      {made !== null && (
        <ShownOnce title="Copy the key now" about="It isn’t shown again. Send it as “Authorization: Bearer …”." text={made} copied="The key is copied.">
          <code data-testid="new-api-key" className="block rounded-lg bg-sunken p-2 text-sm break-all">
            {made}
          </code>
        </ShownOnce>
      )}
      {apiKeys.length > 0 && (
        <ul aria-label="API keys" className="mb-4 divide-y rounded-xl border bg-surface">
          {apiKeys.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-3 p-4">
              <div className="min-w-0 grow basis-52">
                <p className="break-words font-medium">
                  {key.name} <code className="text-sm text-ink-soft">{key.start}…</code>
                </p>
                <p className="text-sm text-ink-soft">{key.about}</p>
              </div>
              <Button
                size="sm"
                busy={busy}
                aria-label={`Revoke ${key.name}`}
                onClick={() =>
                  ask({
                    title: `Revoke “${key.name}”?`,
                    about: "Programs that use this key stop working at once. It can’t be taken back.",
                    yes: "Revoke",
                    onYes: () => revoke(key),
                  })
                }
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="max-w-md space-y-4">
        <Field label="Name of the new key" error={pressed && nameless ? "Give it a name" : undefined}>
          {(control) => <Input {...control} ref={nameField} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <fieldset aria-describedby={pressed && chosen.length === 0 ? "nothing-chosen" : undefined}>
          <legend className="text-sm font-medium">What it may do</legend>
          <div className="mt-2 space-y-1">
            {scopes.map(({ scope, words }) => (
              <label key={scope} className="flex min-h-9 items-center gap-3 text-sm">
                <Checkbox
                  checked={chosen.includes(scope)}
                  onChange={(event) => setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))}
                />
                {words}
              </label>
            ))}
          </div>
          {pressed && chosen.length === 0 && (
            <p id="nothing-chosen" role="alert" className="mt-1 text-sm text-danger-text">
              Choose at least one thing that it may do
            </p>
          )}
        </fieldset>
        <Field label="Works for">
          {(control) => (
            <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
              <option value="30">30 days</option>
              <option value="90">90 days</option>
              <option value="365">A year</option>
              <option value="">Until it is revoked</option>
            </Select>
          )}
        </Field>
        <Button busy={busy} onClick={make}>
          Make the key
        </Button>
      </div>
      {question}
      {dialog}
    </>
  );
}
