"use client";
/** The two questions about a conversation: what it is called, and whether it goes. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Conversation } from "@/lib/ai/contracts";

interface DialogProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

export function RenameDialog({ conversation, onClose, onRename }: DialogProps & { readonly onRename: (title: string) => void }) {
  const [title, setTitle] = useState(conversation.title);
  const save = () => {
    const next = title.trim();
    if (next !== "" && next !== conversation.title) onRename(next);
    if (next !== "") onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title="Rename conversation">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label="Name" error={title.trim() === "" ? "Give it a name." : undefined}>
          {(control) => <Input {...control} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="primary" type="submit">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function DeleteDialog({ conversation, onClose, onDelete }: DialogProps & { readonly onDelete: () => void }) {
  const confirm = () => {
    onClose();
    onDelete();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Delete “${conversation.title}”?`}
      description="Its messages are deleted for good. What was booked or changed stays on the calendar."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={confirm}>
            Delete
          </Button>
        </>
      }
    />
  );
}
