"use client";
/** Digits that somebody was given: a PIN, or a code out of a mail. */
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface SecretFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly problem: string | null;
  /** A code is read while it is typed, a PIN isn't for who looks over one's shoulder. */
  readonly kind: "pin" | "code";
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const lengths = { pin: 20, code: 12 };

export function SecretField({ label, hint, problem, kind, value, onChange }: SecretFieldProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} error={problem ?? undefined}>
      {(control) => (
        <Input
          {...control}
          type={kind === "pin" ? "password" : "text"}
          inputMode="numeric"
          autoComplete={kind === "pin" ? "off" : "one-time-code"}
          dir="ltr"
          maxLength={lengths[kind]}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="text-lg tracking-[0.3em]"
        />
      )}
    </Field>
  );
}
