"use client";
import { useRef } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { useFormCall } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { changePassword } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { useRouter } from "next/navigation";

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
      <Field label="New password" error={problem.fields.newPassword} {...(problem.fields.newPassword === undefined ? { hint: "At least 8 characters" } : {})}>
        {(control) => <Input {...control} name="newPassword" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} disabled={!listening}>
        Change the password
      </Button>
    </form>
  );
}
