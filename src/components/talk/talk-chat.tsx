"use client";
/** The conversation with the owner's delegate. Times it names are buttons here and lit in the picker. */
import { ArrowUp } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { Slot, TalkMessage, TalkView } from "@/lib/delegation/contracts";
import { slotWords, type Speech } from "./speech";

export interface TalkChatProps {
  readonly view: TalkView;
  readonly messages: readonly TalkMessage[];
  readonly zone: string;
  readonly speech: Speech;
  /** Says it; answers with what went wrong, or null. */
  readonly onSay: (text: string) => Promise<string | null>;
  readonly onChoose: (slot: Slot) => void;
}

function Said({
  message,
  zone,
  speech,
  latest,
  onChoose,
}: { readonly message: TalkMessage; readonly latest: boolean } & Pick<TalkChatProps, "zone" | "speech" | "onChoose">) {
  const own = message.role === "visitor";
  return (
    <li className={own ? "flex flex-col items-end" : "flex flex-col items-start"}>
      <div
        dir="auto"
        data-testid={own ? "said" : "answered"}
        className={`max-w-[88%] rounded-2xl px-3.5 py-2 text-sm break-words whitespace-pre-wrap ${own ? "bg-accent-soft text-accent-text" : "bg-sunken text-ink"}`}
      >
        {own && <span className="sr-only">{speech.words.chatYou}: </span>}
        {message.text}
      </div>
      {latest && message.slots.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {message.slots.map((slot) => (
            <li key={slot.start}>
              <button
                type="button"
                data-testid="named-slot"
                onClick={() => onChoose(slot)}
                className="min-h-9 rounded-lg border border-accent bg-surface px-3 py-1 text-start text-sm font-medium text-accent-text hover:bg-accent-soft pointer-coarse:min-h-11"
              >
                {slotWords(slot, zone, speech)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function TalkChat({ view, messages, zone, speech, onSay, onChoose }: TalkChatProps) {
  const { words } = speech;
  const [text, setText] = useState("");
  const [sending, setSending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages, sending]);
  const send = async (): Promise<void> => {
    const said = text.trim();
    if (said === "" || sending !== null) return;
    setSending(said);
    setText("");
    const wrong = await onSay(said);
    setSending(null);
    setProblem(wrong);
    // What couldn't be sent isn't lost.
    if (wrong !== null) setText((now) => (now === "" ? said : now));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div ref={log} role="log" aria-label={words.chatLog} tabIndex={0} className="scroll-quiet min-h-0 grow overflow-y-auto p-4">
        <ul className="space-y-3">
          <li className="max-w-[88%] rounded-2xl bg-sunken px-3.5 py-2 text-sm">{words.chatHello(view.owner.delegateName, view.owner.name)}</li>
          {messages.map((message, index) => (
            <Said key={message.id} message={message} zone={zone} speech={speech} latest={index === messages.length - 1} onChoose={onChoose} />
          ))}
          {sending !== null && (
            <>
              <li className="flex justify-end">
                <span dir="auto" className="max-w-[88%] rounded-2xl bg-accent-soft px-3.5 py-2 text-sm break-words whitespace-pre-wrap text-accent-text">
                  {sending}
                </span>
              </li>
              <li className="text-sm text-ink-faint">{words.thinking}</li>
            </>
          )}
        </ul>
      </div>
      {problem !== null && (
        <p role="alert" className="px-4 pb-2 text-sm text-danger-text">
          {problem}
        </p>
      )}
      <form
        className="flex items-end gap-1.5 border-t p-2.5"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <textarea
          aria-label={words.say}
          placeholder={words.say}
          dir="auto"
          rows={1}
          maxLength={1_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          className="scroll-quiet field-sizing-content max-h-32 min-h-9 grow resize-none rounded-lg bg-transparent px-2 py-1.5 text-[0.9375rem] pointer-coarse:min-h-11 pointer-coarse:text-base"
        />
        <IconButton type="submit" label={words.send} variant="solid" disabled={text.trim() === ""}>
          <ArrowUp aria-hidden />
        </IconButton>
      </form>
    </div>
  );
}
