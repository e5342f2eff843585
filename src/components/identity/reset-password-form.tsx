"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { resetPassword } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";

/** The token stands behind the # of the link, which browsers send to nobody. */
export function ResetPasswordForm() {
  const [done, setDone] = useState(false);
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ password = "" }) => {
    await call(resetPassword, { token: window.location.hash.slice(1) || "none", password });
    setDone(true);
  });
  if (done)
    return (
      <>
        <h1 className="mb-4 text-2xl font-semibold">The password is set</h1>
        <p role="status">Every session has ended. Sign in with the new password.</p>
        <p className="mt-6">
          <a href="/sign-in" className="text-accent-text underline underline-offset-4">
            Sign in
          </a>
        </p>
      </>
    );
  return (
    <>
      <h1 className="mb-4 text-2xl font-semibold">Set a new password</h1>
      <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
        <FormAlert text={problem.text} />
        <Field label="New password" error={problem.fields.password} {...(problem.fields.password === undefined ? { hint: "At least 8 characters" } : {})}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full">
          Set the password
        </Button>
      </form>
    </>
  );
}
