"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signUp } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { SignUpState } from "@/lib/identity/contracts";
import { modernZone } from "@/components/settings/modern-zones";
import { AccountNotice } from "./account-notice";
import { ExploreSample } from "./explore-sample";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";

const introduction: Readonly<Record<SignUpState, string>> = {
  open: "Perin keeps your calendar and books your meetings.",
  first: "This is the first account here. It becomes the operator of this server.",
  "first-with-code": "This is the first account here. It becomes the operator of this server, so it needs the set-up code from the server's console.",
  closed: "This server takes no new accounts. Ask its operator.",
};

const browserZone = (): string => modernZone(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** A whole new page: the server draws it with the new session. */
const enter = (path: string): void => window.location.assign(path);

export interface SignUpFormProps {
  readonly next: string;
  readonly state: SignUpState;
  /** The operator keeps a list of who may make an account. */
  readonly listed: boolean;
  /** Nobody uses this server yet, and it is this machine's own. */
  readonly mayExplore: boolean;
}

export function SignUpForm({ next, state, listed, mayExplore }: SignUpFormProps) {
  const [mailed, setMailed] = useState(false);
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ name = "", email = "", password = "", setupCode }) => {
    const { verify } = await call(signUp, {
      name,
      email,
      password,
      zone: browserZone(),
      locale: navigator.language,
      ...(setupCode === undefined ? {} : { setupCode }),
    });
    if (verify === true) setMailed(true);
    else enter(`/welcome?next=${encodeURIComponent(next)}`);
  });
  if (mailed)
    return (
      <AccountNotice title="Look into your mail" link={{ href: "/sign-in", label: "Sign in" }}>
        The account is made. Open the link in the mail that was just sent to you, then sign in.
      </AccountNotice>
    );
  return (
    <>
      <h1 className="text-2xl font-semibold">Make an account</h1>
      <p className="mb-6 mt-2 text-sm text-ink-soft">
        {introduction[state]}
        {listed && state !== "closed" && " Only addresses that its operator has listed can make an account."}
      </p>
      {state !== "closed" && (
        <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
          <FormAlert text={problem.text} />
          <Field label="Name" error={problem.fields.name}>
            {(control) => <Input {...control} name="name" autoComplete="name" data-testid="name" />}
          </Field>
          <Field label="E-mail address" error={problem.fields.email}>
            {(control) => (
              <Input
                {...control}
                name="email"
                type="email"
                autoComplete="username"
                inputMode="email"
                autoCapitalize="none"
                spellCheck={false}
                data-testid="email"
              />
            )}
          </Field>
          <Field label="Password" error={problem.fields.password} {...(problem.fields.password === undefined ? { hint: "At least 8 characters" } : {})}>
            {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" data-testid="password" />}
          </Field>
          {state === "first-with-code" && (
            <Field label="Set-up code" hint="Printed when the server started" error={problem.fields.setupCode}>
              {(control) => <Input {...control} name="setupCode" autoComplete="off" autoCapitalize="characters" spellCheck={false} data-testid="setup-code" />}
            </Field>
          )}
          <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full" data-testid="signup">
            Make the account
          </Button>
        </form>
      )}
      {mayExplore && <ExploreSample />}
      <p className="mt-6 text-sm text-ink-soft">
        Have an account?{" "}
        <a href={`/sign-in?next=${encodeURIComponent(next)}`} className="text-accent-text underline underline-offset-4">
          Sign in
        </a>
      </p>
    </>
  );
}
