"use client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { secondStep } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";

export function SecondStepForm({ next }: { readonly next: string }) {
  const { busy, problem, listening, onSubmit } = useFormCall(async ({ code = "" }) => {
    await call(secondStep, { code });
    window.location.assign(next);
  });
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold">The second step</h1>
      <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
        <FormAlert text={problem.text} />
        <Field label="Code" hint="From your authenticator app, or one of your recovery codes." error={problem.fields.code}>
          {(control) => <Input {...control} name="code" autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full">
          Sign in
        </Button>
      </form>
      <p className="mt-6 text-sm">
        <a href={`/sign-in?next=${encodeURIComponent(next)}`} className="text-accent-text underline underline-offset-4">
          Begin again
        </a>
      </p>
    </>
  );
}
