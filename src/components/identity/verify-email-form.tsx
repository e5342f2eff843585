"use client";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { confirmAddress } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { FormAlert } from "./form-alert";
import { useFormCall } from "./use-form-call";

/** Asks for a press: programs that open the links of mails before people do must not use them up. */
export function VerifyEmailForm() {
  const [done, setDone] = useState(false);
  const { busy, problem, listening, onSubmit } = useFormCall(async () => {
    await call(confirmAddress, { token: window.location.hash.slice(1) || "none" });
    setDone(true);
  });
  return (
    <>
      <h1 className="mb-4 text-2xl font-semibold">Confirm your address</h1>
      {done ? (
        <>
          <p role="status">Your address is confirmed.</p>
          <p className="mt-6">
            <Link href="/chat" prefetch={false} className="text-accent-text underline underline-offset-4">
              Go on to Perin
            </Link>
          </p>
        </>
      ) : (
        <form method="post" onSubmit={onSubmit} noValidate className="space-y-5">
          <FormAlert text={problem.text} />
          <Button type="submit" variant="primary" size="lg" busy={busy} disabled={!listening} className="w-full">
            Yes, this address is mine
          </Button>
        </form>
      )}
    </>
  );
}
