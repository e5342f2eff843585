"use client";
/** Writing a mail. What was written is kept as a draft when the dialog is left. */
import { useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly how: "new" | "reply" | "forward";
  readonly answersId?: string;
  readonly draftId?: string;
  /** What is answered, or passed on below the words. */
  readonly about?: string;
  /** Written on since it was begun, before the page was left and come back to. */
  readonly goneOn?: boolean;
}

/** Said at the field that it is about, or above them all. */
export interface LetterProblem {
  readonly text: string;
  readonly about: "to" | "letter";
}

export interface ComposeDialogProps {
  readonly letter: Letter;
  /** Both answer with what went wrong, or nothing. */
  readonly onSend: (letter: Letter) => Promise<LetterProblem | undefined>;
  readonly onLeave: (letter: Letter, changed: boolean) => Promise<LetterProblem | undefined>;
  /** Each time something is written. */
  readonly onWrite?: (letter: Letter) => void;
  /** For what can't be kept as a draft. */
  readonly onDiscard: () => void;
}

const titles = { new: "New mail", reply: "Reply", forward: "Forward" } as const;

export function ComposeDialog({ letter: initial, onSend, onLeave, onWrite, onDiscard }: ComposeDialogProps) {
  const [letter, setLetter] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<LetterProblem>();
  const [stuck, setStuck] = useState(false);
  const changed = initial.goneOn === true || letter.to !== initial.to || letter.subject !== initial.subject || letter.body !== initial.body;
  const write = (part: Partial<Letter>) => {
    const next = { ...letter, ...part };
    setLetter(next);
    onWrite?.({ ...next, goneOn: true });
  };
  const run = async (work: () => Promise<LetterProblem | undefined>) => {
    setBusy(true);
    setProblem(await work());
    setBusy(false);
  };
  const leave = () =>
    run(async () => {
      const wrong = await onLeave(letter, changed);
      setStuck(wrong !== undefined);
      return wrong;
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !busy) void leave();
      }}
      title={titles[letter.how]}
      className="!max-w-2xl"
      keeps={onWrite !== undefined}
      footer={
        <>
          {stuck && (
            <Button variant="quiet" onClick={onDiscard}>
              Throw it away
            </Button>
          )}
          <Button busy={busy} onClick={() => void leave()}>
            {changed ? "Keep as a draft" : "Close"}
          </Button>
          <Button data-testid="send" variant="primary" busy={busy} onClick={() => void run(() => onSend(letter))}>
            Send
          </Button>
        </>
      }
    >
      <form
        className="space-y-3"
        // Enter in a field sends nothing: a reply has one field only, and a browser would take that for "done".
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run(() => onSend(letter));
        }}
      >
        <FormAlert text={problem?.about === "letter" ? problem.text : null} />
        <Field label="To" hint="Addresses, with commas between." error={problem?.about === "to" ? problem.text : undefined}>
          {(control) => <Input {...control} inputMode="email" autoComplete="email" value={letter.to} onChange={(event) => write({ to: event.target.value })} />}
        </Field>
        {/* An answer and what is passed on carry the subject of the first mail. */}
        {letter.how === "new" && (
          <Field label="Subject">
            {(control) => <Input {...control} maxLength={500} value={letter.subject} onChange={(event) => write({ subject: event.target.value })} />}
          </Field>
        )}
        <Field label="Message">
          {(control) => (
            <Textarea
              {...control}
              // An answer knows whom it goes to: what is typed first is the message.
              autoFocus={letter.how === "reply"}
              dir="auto"
              className="min-h-40 sm:min-h-60"
              maxLength={100_000}
              value={letter.body}
              onChange={(event) => write({ body: event.target.value })}
            />
          )}
        </Field>
        {letter.about !== undefined && <p className="text-sm break-words text-ink-faint">{letter.about}</p>}
      </form>
    </Dialog>
  );
}
