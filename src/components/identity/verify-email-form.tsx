"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { confirmAddress } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { AccountNotice } from "./account-notice";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";
import { useMailedLink } from "./use-mailed-link";

/** Asks for a press: programs that open the links of mails before people do must not use them up. */
export function VerifyEmailForm() {
  const [done, setDone] = useState(false);
  const { dead, use } = useMailedLink("address-check");
  const { busy, problem, listening, onSubmit } = useFormCall(() =>
    use(async (token) => {
      await call(confirmAddress, { token });
      setDone(true);
    }),
  );
  if (done)
    return (
      <AccountNotice title="Your address is confirmed" link={{ href: "/chat", label: "Go on to Perin" }}>
        Mails from Perin reach you there from now on.
      </AccountNotice>
    );
  if (dead)
    return (
      <AccountNotice title="This link doesn’t work" link={{ href: "/settings/security", label: "See your address in the settings" }}>
        It was used, is too old, or wasn’t copied whole. Where your address isn’t confirmed yet, the settings send you a new link.
      </AccountNotice>
    );
  return (
    <>
      <h1 className="text-2xl font-semibold">Confirm your address</h1>
      <p className="mt-2 mb-6 text-sm text-ink-soft">One press, and Perin knows that its mails reach you.</p>
      <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
        <FormAlert text={problem.text} />
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full">
          Yes, this address is mine
        </Button>
      </form>
    </>
  );
}
