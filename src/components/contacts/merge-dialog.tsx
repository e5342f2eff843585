"use client";
/** What several contacts would be as one, before they are. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { mergeContacts } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { Undo } from "@/lib/identity/contracts";
import type { Contact, Duplicate } from "@/lib/people/contracts";

const linesOf = ({ name, email, phone, zone, hours, notes }: Contact): string[] =>
  [name, email, phone, zone?.replaceAll("_", " ") ?? null, hours === null ? null : `${hours.from}–${hours.to}`, notes === "" ? null : notes].filter(
    (line) => line !== null,
  );

function Lines({ contact }: { readonly contact: Contact }) {
  return (
    <ul className="text-sm">
      {linesOf(contact).map((line) => (
        <li key={line} className="break-words whitespace-pre-wrap first:font-medium">
          {line}
        </li>
      ))}
    </ul>
  );
}

export function MergeDialog({
  duplicate,
  onClose,
  onMerged,
}: {
  readonly duplicate: Duplicate;
  readonly onClose: () => void;
  readonly onMerged: (undo: Undo) => void;
}) {
  const [busy, setBusy] = useState(false);
  const merge = async () => {
    setBusy(true);
    try {
      const { undo } = await call(mergeContacts, { contacts: duplicate.contacts.map(({ id, version }) => ({ id, version })) });
      onMerged(undo);
    } catch (error) {
      toast({ message: "They stay as they were.", detail: error instanceof Error ? error.message : "Try again.", tone: "danger" });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Make one contact of ${duplicate.contacts.length}?`}
      description={`They have ${duplicate.because}. Nothing is lost, and it can be taken back for a day.`}
      footer={
        <>
          <Button onClick={onClose}>Keep them apart</Button>
          <Button variant="primary" busy={busy} onClick={() => void merge()}>
            Merge
          </Button>
        </>
      }
    >
      <div>
        <ul className="divide-y">
          {duplicate.contacts.map((contact) => (
            <li key={contact.id} className="py-3 first:pt-0">
              <Lines contact={contact} />
            </li>
          ))}
        </ul>
        <div className="rounded-lg bg-accent-soft p-3">
          <p className="mb-1 text-xs font-medium text-accent-text">Together</p>
          <Lines contact={duplicate.merged} />
        </div>
      </div>
    </Dialog>
  );
}
