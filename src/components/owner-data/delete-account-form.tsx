"use client";
/** The end of an account: named, proven, and then really gone. */
import { FormAlert } from "@/components/identity/form-alert";
import { useFormCall } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { deleteAccount } from "@/hooks/addresses";
import { call } from "@/hooks/call";

export interface DeleteAccountFormProps {
  readonly email: string;
  /** Whether the account has a password to ask for. */
  readonly password: boolean;
}

export function DeleteAccountForm({ email, password: hasPassword }: DeleteAccountFormProps) {
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ password = "", confirm = "" }) => {
    await call(deleteAccount, { confirm, ...(password === "" ? {} : { password }) });
    // A whole new page: nothing of this owner stays in memory, and without a session the server leads to sign-in.
    location.reload();
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="max-w-md space-y-5">
      <FormAlert text={problem.text} />
      <Field label="E-mail address of this account" hint={email} error={problem.fields.confirm}>
        {(control) => <Input {...control} name="confirm" type="email" autoComplete="off" />}
      </Field>
      {hasPassword ? (
        <Field label="Password" error={problem.fields.password}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" />}
        </Field>
      ) : (
        <p className="text-sm text-ink-soft">This account has no password: a sign-in of the last minutes stands in for it.</p>
      )}
      <Button type="submit" variant="danger" busy={busy} disabled={!listening}>
        Delete the account for good
      </Button>
    </form>
  );
}
