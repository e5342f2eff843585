"use client";
/** One line that adds something; what it would do is shown while it is typed. */
import { CalendarPlus, CircleHelp, Hand } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { focusAtEnd } from "@/components/ui/focus-return";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { quickAdd, readQuickAdd } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { offerUndo } from "@/hooks/offer-undo";
import { useAnswer } from "@/hooks/use-answer";
import type { QuickReading } from "@/lib/ai/contracts";
import { useEarlyText } from "./use-early-text";

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : "Try again in a moment.");

function Reading({ reading }: { readonly reading: QuickReading }) {
  if (!reading.understood)
    return (
      <div className="flex items-start gap-2 text-sm text-ink-soft">
        <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        <div className="min-w-0">
          <p>{reading.said}</p>
          <ul className="mt-1 list-disc ps-4">
            {reading.options.map(({ label }) => (
              <li key={label} className="break-words">
                {label}
              </li>
            ))}
          </ul>
        </div>
      </div>
    );
  return (
    <>
      <p className="flex items-start gap-2 font-medium">
        <CalendarPlus aria-hidden className="mt-1 size-4 shrink-0 text-accent-text" />
        {reading.title}
      </p>
      <dl className="mt-2 space-y-1 text-sm">
        {reading.lines.map(({ label, after }) => (
          <div key={label} className="flex gap-2">
            <dt className="w-16 shrink-0 text-ink-faint">{label}</dt>
            <dd className="min-w-0 break-words">{after}</dd>
          </div>
        ))}
      </dl>
      {reading.asks && (
        <p className="mt-2 flex items-start gap-2 text-sm text-ink-soft">
          <Hand aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          Others would notice, so it waits for your word in History.
        </p>
      )}
    </>
  );
}

export function QuickAdd({ initial, onClose, onAdded }: { readonly initial: string; readonly onClose: () => void; readonly onAdded: () => void }) {
  const [text, setText] = useEarlyText(initial);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const line = text.trim();
  const shown = useAnswer<QuickReading>(line === "" ? null : line, (signal) =>
    call(readQuickAdd, { text: line }, { signal }).catch((error: unknown) => ({ understood: false, said: wordsOf(error), options: [] })),
  );
  // Only what is shown can be added: while a newer line is being read, it waits.
  const current = shown !== null && shown.question === line && shown.answer.understood ? shown.answer : null;
  const add = async () => {
    if (current === null || busy) return;
    setBusy(true);
    try {
      const outcome = await call(quickAdd, { text: line, inputHash: current.inputHash });
      if (outcome.status === "refused") {
        toast({ message: "Nothing was added.", detail: outcome.said });
        setBusy(false);
        return;
      }
      if (outcome.status === "done" && outcome.undo !== null) offerUndo(outcome.said, outcome.undo, onAdded);
      else toast({ message: outcome.said });
      onAdded();
      onClose();
    } catch (error) {
      toast({ message: "Nothing was added.", detail: wordsOf(error), tone: "danger" });
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose} title="Quick add" className="!max-w-lg" onOpened={() => focusAtEnd(field.current)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Input
          ref={field}
          aria-label="What to add"
          data-testid="quick-add"
          placeholder="Lunch with Maya Thu 12:30"
          maxLength={500}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div aria-live="polite" data-testid="quick-add-reading" className="mt-4 min-h-28 max-sm:min-h-48">
          {shown === null ? (
            <p className="text-sm text-ink-faint">An event, a to-do, a contact, something to remember. What is understood appears here.</p>
          ) : (
            <Reading reading={shown.answer} />
          )}
        </div>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={current === null}>
            {current?.asks === true ? "Ask" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
