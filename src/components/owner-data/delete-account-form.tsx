"use client";
/** The end of an account: named, proven, and then really gone. */
import { FormAlert } from "@/components/identity/form-alert";
import { useFormCall } from "@/components/identity/use-form-call";
import { leavePage } from "@/components/shell/leave";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { deleteAccount } from "@/hooks/addresses";
import { call } from "@/hooks/call";

export interface DeleteAccountFormProps {
  readonly email: string;
  /** What proves who asks: the account's password, a sign-in just now where it has none, or nothing where nobody signs in to it (the sample account). */
  readonly proof: "password" | "sign-in" | "none";
}

export function DeleteAccountForm({ email, proof }: DeleteAccountFormProps) {
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ password = "", confirm = "" }) => {
    await call(deleteAccount, { confirm, ...(password === "" ? {} : { password }) });
    leavePage();
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="max-w-md space-y-5">
      <FormAlert text={problem.text} />
      <Field label="E-mail address of this account" hint={`To be sure, type ${email}`} error={problem.fields.confirm}>
        {(control) => <Input {...control} name="confirm" type="email" autoComplete="off" />}
      </Field>
      {proof === "password" && (
        <Field label="Password" error={problem.fields.password}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" />}
        </Field>
      )}
      {proof === "sign-in" && <p className="text-sm text-ink-soft">This account has no password: a sign-in of the last ten minutes stands in for it.</p>}
      {proof === "none" && <p className="text-sm text-ink-soft">Nobody signs in to this account with a password, so its address is enough.</p>}
      <Button type="submit" variant="danger" busy={busy} disabled={!listening}>
        Delete the account for good
      </Button>
    </form>
  );
}
