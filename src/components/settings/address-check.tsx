"use client";
import { useState } from "react";
import { toFormProblem } from "@/components/identity/use-form-call";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { requestAddressCheck } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import type { SecurityOverview } from "@/lib/identity/contracts";

export function AddressCheck({ email, emailVerified, mail }: Pick<SecurityOverview, "email" | "emailVerified" | "mail">) {
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(requestAddressCheck, {});
      setSent(true);
    } catch (error) {
      toast({ message: toFormProblem(error).text ?? "The mail wasn’t sent.", tone: "danger" });
    }
    setBusy(false);
  };
  return (
    <div className="rounded-xl border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 grow break-words font-medium">{email}</p>
        {emailVerified && <Badge tone="accent">Confirmed</Badge>}
        {!emailVerified && mail && !sent && (
          <Button size="sm" busy={busy} onClick={() => void send()}>
            Confirm this address
          </Button>
        )}
      </div>
      {sent && (
        <p role="status" className="mt-2 text-sm text-ink-soft">
          A mail with a link is on its way.
        </p>
      )}
      {!mail && (
        <p className="mt-2 text-sm text-ink-soft">This server can’t send mail, so addresses can’t be confirmed and passwords can’t be reset by mail.</p>
      )}
    </div>
  );
}
