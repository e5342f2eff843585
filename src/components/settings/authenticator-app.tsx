"use client";
import { useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { useFormCall } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { beginTotp, disableTotp, enableTotp, renewRecoveryCodes } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import type { SecurityOverview } from "@/lib/identity/contracts";
import { useConfirmed, type Ways } from "./use-confirmed";

interface Secret {
  readonly secret: string;
  readonly qr: string;
}

function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  return (
    <div className="rounded-xl border bg-surface p-4">
      <p className="font-medium">Keep these recovery codes safe</p>
      <p className="mt-1 text-sm text-ink-soft">Each opens your account once if the phone is gone. They aren’t shown again.</p>
      <ul aria-label="Recovery codes" className="mt-3 grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button className="mt-4" onClick={onClose}>
        I have kept them
      </Button>
    </div>
  );
}

function FirstCode({ secret, onCodes }: { readonly secret: Secret; readonly onCodes: (codes: string[]) => void }) {
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ code = "" }) => onCodes((await call(enableTotp, { code })).recoveryCodes));
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="max-w-md space-y-4 rounded-xl border bg-surface p-4">
      <p className="text-sm">Scan this with your authenticator app, then type the code that it shows.</p>
      {/* A picture from our own server, as data: no script in it can run. */}
      {/* eslint-disable-next-line @next/next/no-img-element */}
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(secret.qr)}`}
        alt="QR code for the authenticator app"
        width={192}
        height={192}
        className="rounded-lg bg-white"
      />
      <p className="break-all text-sm text-ink-soft">
        By hand: <code>{secret.secret}</code>
      </p>
      <FormAlert text={problem.text} />
      <Field label="Code" error={problem.fields.code}>
        {(control) => <Input {...control} name="code" inputMode="numeric" autoComplete="one-time-code" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} disabled={!listening}>
        Turn it on
      </Button>
    </form>
  );
}

export function AuthenticatorApp({ totp, ways }: { readonly totp: SecurityOverview["totp"]; readonly ways: Ways }) {
  const { busy, run, dialog } = useConfirmed(ways);
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={() => window.location.reload()} />;
  if (secret !== null) return <FirstCode secret={secret} onCodes={setCodes} />;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {totp.on ? (
        <>
          <p className="grow basis-full text-sm text-ink-soft">It is on. {totp.recoveryCodesLeft} recovery codes are left.</p>
          <Button busy={busy} onClick={() => run(async () => setCodes((await call(renewRecoveryCodes, {})).recoveryCodes))}>
            New recovery codes
          </Button>
          <Button
            variant="danger"
            busy={busy}
            onClick={() =>
              run(async () => {
                await call(disableTotp, {});
                toast({ message: "The authenticator app is off." });
              })
            }
          >
            Turn it off
          </Button>
        </>
      ) : (
        <Button busy={busy} onClick={() => run(async () => setSecret(await call(beginTotp, {})))}>
          Set up an authenticator app
        </Button>
      )}
      {dialog}
    </div>
  );
}
