"use client";
/** What the owner said; it can be said differently, which answers it anew. */
import { Pencil } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";

export interface UserMessageProps {
  /** Where links from what is kept lead to. */
  readonly id: string;
  readonly text: string;
  readonly editable: boolean;
  readonly onResend: (text: string) => void;
}

function Editor({ text, onSave, onCancel }: { readonly text: string; readonly onSave: (text: string) => void; readonly onCancel: () => void }) {
  const [words, setWords] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = () => words.trim() !== "" && onSave(words.trim());
  return (
    <form
      className="w-full"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
        if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
        event.preventDefault();
        save();
      }}
    >
      <Textarea ref={field} aria-label="Say it differently" rows={2} value={words} onChange={(event) => setWords(event.target.value)} />
      <p className="mt-1 text-sm text-ink-faint">What came after it is answered anew. What was already done stays done.</p>
      <div className="mt-2 flex justify-end gap-2">
        <Button size="sm" variant="quiet" onClick={onCancel}>
          Keep as it was
        </Button>
        <Button size="sm" variant="primary" type="submit">
          Send
        </Button>
      </div>
    </form>
  );
}

export function UserMessage({ id, text, editable, onResend }: UserMessageProps) {
  const [editing, setEditing] = useState(false);
  if (editing)
    return (
      <Editor
        text={text}
        onCancel={() => setEditing(false)}
        onSave={(words) => {
          setEditing(false);
          onResend(words);
        }}
      />
    );
  return (
    <div id={id} className="group flex scroll-mt-4 items-start justify-end gap-1" data-testid="user-message">
      {editable && (
        <IconButton
          label="Edit and send again"
          size="sm"
          className="mt-1.5 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
          onClick={() => setEditing(true)}
        >
          <Pencil aria-hidden />
        </IconButton>
      )}
      <p className="max-w-[85%] rounded-2xl rounded-ee-md bg-sunken px-4 py-2 break-words whitespace-pre-wrap">{text}</p>
    </div>
  );
}
