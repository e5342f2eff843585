"use client";
import { useState } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signIn } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { FormAlert } from "./form-alert";
import { toFormProblem, useFormCall } from "./use-form-call";

export interface SignInFormProps {
  readonly next: string;
  readonly mayJoin: boolean;
  readonly google: boolean;
  /** False where the address is a number, to which browsers bind no passkey. */
  readonly passkeys: boolean;
  /** Why a way in that led elsewhere came back. */
  readonly refused: string | null;
}

export function SignInForm({ next, mayJoin, google, passkeys, refused }: SignInFormProps) {
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ email = "", password = "" }) => {
    const answer = await call(signIn, { email, password });
    window.location.assign("secondStep" in answer ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
  });
  const [keyProblem, setKeyProblem] = useState<string | null>(refused);
  const byPasskey = async (): Promise<void> => {
    setKeyProblem(null);
    try {
      const { signInByPasskey } = await import("./passkey-browser");
      await signInByPasskey();
      window.location.assign(next);
    } catch (error) {
      // Whoever closes the browser's own window knows that they did.
      if (!(error instanceof DOMException)) setKeyProblem(toFormProblem(error).text);
    }
  };
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold">Sign in</h1>
      <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
        <FormAlert text={problem.text ?? keyProblem} />
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
        <Field label="Password" error={problem.fields.password}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" data-testid="password" />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full" data-testid="signin">
          Sign in
        </Button>
      </form>
      {(passkeys || google) && (
        <div className="mt-4 space-y-3">
          {passkeys && (
            <Button size="lg" className="w-full" disabled={!listening} onClick={() => void byPasskey()}>
              Sign in with a passkey
            </Button>
          )}
          {google && (
            <a href={`/api/auth/google/start?next=${encodeURIComponent(next)}`} className={buttonStyles({ size: "lg", className: "w-full" })}>
              Sign in with Google
            </a>
          )}
        </div>
      )}
      <p className="mt-6 text-sm">
        <a href="/forgot-password" className="text-accent-text underline underline-offset-4">
          Forgot the password?
        </a>
      </p>
      {mayJoin && (
        <p className="mt-3 text-sm text-ink-soft">
          No account yet?{" "}
          <a href={`/sign-up?next=${encodeURIComponent(next)}`} className="text-accent-text underline underline-offset-4">
            Make one
          </a>
        </p>
      )}
    </>
  );
}
