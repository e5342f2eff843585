"use client";
/** Connects one kind of account: on the provider's page, or with what is typed into a dialog drawn from the provider's own fields. */
import { useRef, useState, type SubmitEvent } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { call, ProblemError } from "@/hooks/call";
import { connect as connectAccount } from "@/hooks/integration-addresses";
import type { Connection, OfferedProvider } from "@/lib/integrations/contracts";

export interface ConnectButtonProps {
  readonly provider: OfferedProvider;
  /** The account to sign in to again. */
  readonly again?: Connection;
  readonly onConnected: () => void;
}

const wordsOf = (error: unknown): string => (error instanceof ProblemError ? (error.issues[0]?.message ?? error.detail) : "Try again in a moment.");
/** Issues come as ["fields", name] or [name]. */
const wrongFieldsOf = (error: unknown): Record<string, string> =>
  error instanceof ProblemError ? Object.fromEntries(error.issues.map(({ path, message }) => [String(path.at(-1)), message])) : {};

export function ConnectButton({ provider, again, onConnected }: ConnectButtonProps) {
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const typed = provider.fields.length > 0;
  const formRef = useRef<HTMLFormElement>(null);

  const connect = async (fields: Record<string, string>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setWrong({});
    try {
      const { authUrl } = await call(connectAccount, {
        type: provider.id as Connection["provider"],
        fields,
        ...(again === undefined ? {} : { connectionId: again.id }),
      });
      if (authUrl !== null) {
        window.location.assign(authUrl);
        return;
      }
      setOpen(false);
      toast({ message: `${provider.label} is connected.`, detail: "What is in it appears in a moment." });
      onConnected();
    } catch (error) {
      if (typed) say(wordsOf(error), wrongFieldsOf(error));
      else toast({ message: `${provider.label} isn't connected.`, detail: wordsOf(error), tone: "danger" });
    }
    setBusy(false);
  };
  /** What is wrong with a field stands beside it; `words` are for what is wrong with none. */
  const say = (words: string | null, fields: Readonly<Record<string, string>>): void => {
    const first = provider.fields.find(({ name }) => fields[name] !== undefined);
    setProblem(first === undefined ? words : null);
    setWrong(fields);
    const control = first === undefined ? null : formRef.current?.elements.namedItem(first.name);
    if (control instanceof HTMLElement) control.focus();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const valueOf = (name: string): string => {
      const value = data.get(name);
      return typeof value === "string" ? value : "";
    };
    const missing = provider.fields.filter(({ name, required }) => required && valueOf(name).trim() === "");
    if (missing.length > 0) say(null, Object.fromEntries(missing.map(({ name }) => [name, "Write something here"])));
    else if (!busy) void connect(Object.fromEntries(provider.fields.map(({ name }) => [name, valueOf(name)])));
  };
  const label = again === undefined ? "Connect" : "Reconnect";
  return (
    <>
      <Button
        size="sm"
        variant={again === undefined ? "secondary" : "primary"}
        busy={busy && !open}
        aria-label={`${label} ${again?.name ?? provider.label}`}
        onClick={() => {
          say(null, {});
          if (typed) setOpen(true);
          else void connect({});
        }}
      >
        {label}
      </Button>
      {typed && (
        <Dialog open={open} onOpenChange={setOpen} title={`${label} ${provider.label}`} description={provider.about}>
          <form ref={formRef} method="post" noValidate onSubmit={submit} className="space-y-4">
            <FormAlert text={problem} />
            {provider.fields.map(({ name, label: called, hint, input, required }) => (
              <Field key={name} label={called} hint={hint === "" ? undefined : hint} error={wrong[name]}>
                {(control) => <Input {...control} name={name} type={input} aria-required={required} autoComplete="off" spellCheck={false} />}
              </Field>
            ))}
            <FormFooter>
              <Button onClick={() => setOpen(false)}>Cancel</Button>
              <Button type="submit" variant="primary" busy={busy}>
                {label}
              </Button>
            </FormFooter>
          </form>
        </Dialog>
      )}
    </>
  );
}
