"use client";
import { useRef } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { useFormCall } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { changePassword } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import { useRouter } from "next/navigation";
import { useConfirmed, type Ways } from "./use-confirmed";

const newPasswordHint = (wrong: string | undefined) => (wrong === undefined ? { hint: "At least 8 characters" } : {});

/** For an account that has no password yet. */
export function FirstPasswordForm({ email, ways }: { readonly email: string; readonly ways: Ways }) {
  const router = useRouter();
  const { busy: confirming, run, dialog } = useConfirmed(ways);
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ newPassword = "" }) => {
    const set = async (): Promise<void> => {
      await call(changePassword, { newPassword });
      toast({ message: "The password is set.", detail: "Sign in with it and your e-mail address from now on." });
    };
    try {
      await set();
      router.refresh();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "identity/confirm-first") throw error;
      run(set);
    }
  });
  return (
    <>
      <form method="post" noValidate onSubmit={onSubmit} className="max-w-md space-y-5">
        <FormAlert text={problem.text} />
        <input type="email" name="account" autoComplete="username" value={email} readOnly hidden />
        <Field label="New password" error={problem.fields.newPassword} {...newPasswordHint(problem.fields.newPassword)}>
          {(control) => <Input {...control} name="newPassword" type="password" autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" busy={busy || confirming} disabled={!listening}>
          Set a password
        </Button>
      </form>
      {dialog}
    </>
  );
}

export function PasswordForm({ email }: { readonly email: string }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ currentPassword = "", newPassword = "" }) => {
    await call(changePassword, { currentPassword, newPassword });
    form.current?.reset();
    toast({ message: "The password is changed.", detail: "Every other session has ended." });
    router.refresh();
  });
  return (
    <form ref={form} method="post" noValidate onSubmit={onSubmit} className="max-w-md space-y-5">
      <FormAlert text={problem.text} />
      <input type="email" name="account" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={problem.fields.currentPassword}>
        {(control) => <Input {...control} name="currentPassword" type="password" autoComplete="current-password" />}
      </Field>
      <Field label="New password" error={problem.fields.newPassword} {...newPasswordHint(problem.fields.newPassword)}>
        {(control) => <Input {...control} name="newPassword" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} disabled={!listening}>
        Change the password
      </Button>
    </form>
  );
}
