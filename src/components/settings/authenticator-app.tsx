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
import { ShownOnce } from "./shown-once";
import { useConfirmed, type Ways } from "./use-confirmed";
import { useQuestion } from "@/components/ui/use-question";

interface Secret {
  readonly secret: string;
  readonly uri: string;
  readonly qr: string;
}

function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  return (
    <ShownOnce
      title="Keep these recovery codes safe"
      about="Each opens your account once if the phone is gone. They aren’t shown again."
      text={codes.join("\n")}
      copied="The codes are copied."
      done={{ label: "I have kept them", onDone: onClose }}
    >
      <ul aria-label="Recovery codes" className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </ShownOnce>
  );
}

interface FirstCodeProps {
  readonly secret: Secret;
  readonly onCodes: (codes: string[]) => void;
  readonly onCancel: () => void;
}

function FirstCode({ secret, onCodes, onCancel }: FirstCodeProps) {
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
      <p className="text-sm text-ink-soft">
        By hand: <code className="break-all">{secret.secret}</code>
      </p>
      <p className="text-sm text-ink-soft">
        On the phone itself:{" "}
        <a href={secret.uri} className="text-accent-text underline underline-offset-4">
          open the app
        </a>
      </p>
      <FormAlert text={problem.text} />
      <Field label="Code" error={problem.fields.code}>
        {(control) => <Input {...control} name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus />}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy} disabled={!listening}>
          Turn it on
        </Button>
      </div>
    </form>
  );
}

export function AuthenticatorApp({ totp, ways }: { readonly totp: SecurityOverview["totp"]; readonly ways: Ways }) {
  const { busy, run, dialog } = useConfirmed(ways);
  const { ask, question } = useQuestion();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={() => window.location.reload()} />;
  if (secret !== null) return <FirstCode secret={secret} onCodes={setCodes} onCancel={() => setSecret(null)} />;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {totp.on ? (
        <>
          <p className="grow basis-full text-sm text-ink-soft">
            It is on. {totp.recoveryCodesLeft === 1 ? "One recovery code is" : `${totp.recoveryCodesLeft} recovery codes are`} left.
          </p>
          <Button busy={busy} onClick={() => run(async () => setCodes((await call(renewRecoveryCodes, {})).recoveryCodes))}>
            New recovery codes
          </Button>
          <Button
            busy={busy}
            onClick={() =>
              ask({
                title: "Turn the authenticator app off?",
                about: "Signing in then takes the password alone, and the recovery codes stop working.",
                yes: "Turn it off",
                onYes: () =>
                  run(async () => {
                    await call(disableTotp, {});
                    toast({ message: "The authenticator app is off." });
                  }),
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
      {question}
      {dialog}
    </div>
  );
}
