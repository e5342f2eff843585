"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { resetPassword } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { AccountNotice } from "./account-notice";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";
import { useMailedLink } from "./use-mailed-link";

export function ResetPasswordForm() {
  const [done, setDone] = useState(false);
  const { dead, use } = useMailedLink("password-reset");
  const { busy, problem, listening, onSubmit } = useFormCall(({ password = "" }) =>
    use(async (token) => {
      await call(resetPassword, { token, password });
      setDone(true);
    }),
  );
  if (done)
    return (
      <AccountNotice title="The password is set" link={{ href: "/sign-in", label: "Sign in" }}>
        Every session has ended. Sign in with the new password.
      </AccountNotice>
    );
  if (dead)
    return (
      <AccountNotice title="This link doesn’t work" link={{ href: "/forgot-password", label: "Ask for a new link" }}>
        It was used, is too old, or wasn’t copied whole. A link for a new password works once, within an hour.
      </AccountNotice>
    );
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold">Set a new password</h1>
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
