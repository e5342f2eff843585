"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { createApiKey, revokeApiKey } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import type { ApiKey, Scope } from "@/lib/identity/contracts";
import { useConfirmed, type Ways } from "./use-confirmed";

export interface ApiKeyListProps {
  readonly apiKeys: readonly (ApiKey & { readonly about: string })[];
  readonly scopes: readonly { readonly scope: Scope; readonly words: string }[];
  readonly ways: Ways;
}

export function ApiKeyList({ apiKeys, scopes, ways }: ApiKeyListProps) {
  const { busy, run, dialog } = useConfirmed(ways);
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [made, setMade] = useState<string | null>(null);
  const make = (): void =>
    run(async () => {
      const { key } = await call(createApiKey, { name, scopes: [...chosen], days: days === "" ? null : Number(days) });
      setMade(key);
      setName("");
      setChosen([]);
    });
  const revoke = ({ id, name: whose }: ApiKey): void =>
    run(async () => {
      await call(revokeApiKey, { apiKeyId: id });
      toast({ message: `“${whose}” no longer works.` });
    });
  return (
    <>
      {made !== null && (
        <div role="status" className="mb-4 rounded-xl border bg-surface p-4">
          <p className="font-medium">Copy the key now</p>
          <p className="mt-1 text-sm text-ink-soft">It isn’t shown again. Send it as “Authorization: Bearer …”.</p>
          <code data-testid="new-api-key" className="mt-2 block break-all rounded-lg bg-sunken p-2 text-sm">
            {made}
          </code>
        </div>
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
              <Button size="sm" busy={busy} aria-label={`Revoke ${key.name}`} onClick={() => revoke(key)}>
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="max-w-md space-y-4">
        <Field label="Name of the new key">
          {(control) => <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <fieldset>
          <legend className="text-sm font-medium">What it may do</legend>
          <div className="mt-2 space-y-1">
            {scopes.map(({ scope, words }) => (
              <label key={scope} className="flex min-h-9 items-center gap-3 text-sm">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={chosen.includes(scope)}
                  onChange={(event) => setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))}
                />
                {words}
              </label>
            ))}
          </div>
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
        <Button busy={busy} disabled={name.trim() === "" || chosen.length === 0} onClick={make}>
          Make the key
        </Button>
      </div>
      {dialog}
    </>
  );
}
