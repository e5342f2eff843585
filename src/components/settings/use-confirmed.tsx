"use client";
/** Does what needs a fresh proof of who one is: asks for it when the server wants it, then goes on where it stopped. */
import { useRef, useState, type ReactNode } from "react";
import { useRouter } from "next/navigation";
import { FormAlert } from "@/components/identity/form-alert";
import { toFormProblem, useFormCall } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { confirm } from "@/hooks/account-addresses";
import { call, ProblemError } from "@/hooks/call";

export interface Ways {
  readonly password: boolean;
  readonly passkey: boolean;
}

export interface Confirmed {
  readonly busy: boolean;
  /** Does the work and says so; a refusal is said as well. */
  readonly run: (work: () => Promise<void>) => void;
  /** The question, to be drawn beside the controls. */
  readonly dialog: ReactNode;
}

export const useConfirmed = ({ password, passkey }: Ways): Confirmed => {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const waiting = useRef<(() => Promise<void>) | null>(null);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      router.refresh();
    } catch (error) {
      if (error instanceof ProblemError && error.code === "identity/confirm-first") {
        waiting.current = work;
        setAsking(true);
      } else if (!(error instanceof DOMException)) toast({ message: toFormProblem(error).text ?? "That isn’t right yet.", tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  const goOn = (): void => {
    setAsking(false);
    if (waiting.current !== null) void attempt(waiting.current);
  };
  const form = useFormCall(async ({ password: typed = "" }) => {
    await call(confirm, { password: typed });
    goOn();
  });
  const byPasskey = async (): Promise<void> => {
    const { confirmByPasskey } = await import("@/components/identity/passkey-browser");
    try {
      await confirmByPasskey();
      goOn();
    } catch (error) {
      if (!(error instanceof DOMException)) toast({ message: toFormProblem(error).text ?? "The passkey wasn’t taken.", tone: "danger" });
    }
  };
  const dialog = (
    <Dialog
      open={asking}
      onOpenChange={setAsking}
      title="Confirm that it’s you"
      description={
        password || passkey ? "So that nobody else can change this while you are away from the screen." : "Sign out and in again, then try once more."
      }
    >
      {password && (
        <form method="post" noValidate onSubmit={form.onSubmit} className="space-y-4">
          <FormAlert text={form.problem.text} />
          <Field label="Your password" error={form.problem.fields.password}>
            {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" />}
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            {passkey && <Button onClick={() => void byPasskey()}>Use a passkey</Button>}
            <Button type="submit" variant="primary" busy={form.busy}>
              Confirm
            </Button>
          </div>
        </form>
      )}
      {passkey && !password && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Cancel</Button>
          <Button variant="primary" onClick={() => void byPasskey()}>
            Use a passkey
          </Button>
        </div>
      )}
    </Dialog>
  );
  return { busy, run: (work) => void attempt(work), dialog };
};
