"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { requestPasswordReset } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { AccountNotice } from "./account-notice";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";

export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ email = "" }) => {
    await call(requestPasswordReset, { email });
    setSentTo(email);
  });
  if (sentTo !== null)
    return (
      <AccountNotice title="Look into your mail" link={{ href: "/sign-in", label: "Back to sign-in" }}>
        If there is an account with the address {sentTo}, a mail with a link is on its way. The link works once, within an hour.
      </AccountNotice>
    );
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold">A new password</h1>
      <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
        <FormAlert text={problem.text} />
        <Field label="E-mail address" hint="The link is sent there." error={problem.fields.email}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" spellCheck={false} />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full">
          Send the link
        </Button>
      </form>
      <p className="mt-6 text-sm">
        <a href="/sign-in" className="text-accent-text underline underline-offset-4">
          Back to sign-in
        </a>
      </p>
    </>
  );
}
