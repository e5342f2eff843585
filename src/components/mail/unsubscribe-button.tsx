"use client";
/** The way off a list. Nothing is sent before its owner has said yes to where it goes. */
import { MailX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ReadMail } from "@/lib/mail/contracts";

export interface UnsubscribeButtonProps {
  readonly way: NonNullable<ReadMail["unsubscribe"]>;
  readonly sender: string;
  readonly onYes: () => Promise<boolean>;
}

const questions = {
  request: (host: string) => `A request to be taken off goes to ${host}. It says nothing about you but what the list put into its own address.`,
  mail: (host: string) => `A mail that asks to be taken off goes to ${host}. For ten seconds you can take it back.`,
  page: (host: string) => `The list wants you to do this on its own page at ${host}. It opens in a new tab.`,
} as const;

export function UnsubscribeButton({ way, sender, onYes }: UnsubscribeButtonProps) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(way.done);
  if (done) return <p className="text-sm text-ink-faint">You asked to be taken off this list.</p>;
  const yes = async () => {
    setBusy(true);
    if (await onYes()) {
      setDone(true);
      setOpen(false);
    }
    setBusy(false);
  };
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        <MailX aria-hidden />
        Unsubscribe
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Unsubscribe from ${sender}?`}
        description={questions[way.how](way.host)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            {way.how === "page" && way.url !== null ? (
              <Button
                variant="primary"
                onClick={() => {
                  window.open(way.url ?? "", "_blank", "noopener,noreferrer");
                  setOpen(false);
                }}
              >
                Open the page
              </Button>
            ) : (
              <Button variant="primary" busy={busy} onClick={() => void yes()}>
                Unsubscribe
              </Button>
            )}
          </>
        }
      />
    </>
  );
}
