"use client";
/** Where the owner writes. Enter sends, Shift+Enter breaks the line, and an input method's Enter belongs to the input method. */
import { ArrowUp, Square } from "lucide-react";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useTypedEarly } from "@/components/ui/use-typed-early";
import { useListening } from "@/hooks/use-listening";

export interface ComposerProps {
  readonly delegate: string;
  readonly answering: boolean;
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
  /** Somebody writes. */
  readonly onIntent: () => void;
  readonly autoFocus: boolean;
  /** What stands in the field at first; it is never sent by itself. */
  readonly words?: string;
  /** What was left in this tab, taken where nothing else stands in the field. */
  readonly takeWords?: () => string;
  /** Each time the field changes. */
  readonly onWrite?: (text: string) => void;
}

const isSending = (event: KeyboardEvent): boolean => event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;

/** Browsers without `field-sizing` get their height by hand. */
const fitHeight = (element: HTMLTextAreaElement): void => {
  if (typeof CSS !== "undefined" && CSS.supports("field-sizing", "content")) return;
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight}px`;
};

export function Composer({ delegate, answering, onSend, onStop, onIntent, autoFocus, words = "", takeWords, onWrite }: ComposerProps) {
  const [text, setShown] = useState(words);
  const setText = (next: string): void => {
    setShown(next);
    onWrite?.(next);
  };
  const field = useTypedEarly<HTMLTextAreaElement>(undefined, text, ({ target }) => {
    onIntent();
    setText(target.value);
  });
  const arrive = useEffectEvent(() => {
    const kept = takeWords?.() ?? "";
    // What was typed before the page had woken is newer.
    if (kept === "" || field.current === null || field.current.value !== "") return;
    onIntent();
    setShown(kept);
  });
  useEffect(() => arrive(), []);
  useLayoutEffect(() => {
    if (field.current !== null) fitHeight(field.current);
  }, [field, text]);
  const composing = useRef(false);
  const listening = useListening();
  useEffect(() => {
    // On touch the keyboard would cover the page before it was read.
    if (autoFocus && matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, [autoFocus, field]);

  const send = () => {
    const words = text.trim();
    if (words === "" || answering) return;
    setText("");
    onSend(words);
  };

  return (
    <form
      className="flex items-end gap-1.5 rounded-2xl border border-line-strong bg-surface p-1.5 shadow-raised focus-within:border-accent focus-within:outline-1 focus-within:outline-accent"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        data-testid="chat-input"
        aria-label={`Message to ${delegate}`}
        placeholder={`Ask ${delegate} anything about your day`}
        rows={1}
        maxLength={20_000}
        enterKeyHint="send"
        value={text}
        onChange={(event) => {
          onIntent();
          setText(event.target.value);
        }}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={() => {
          // Safari reports the Enter that ends a composition after its end.
          setTimeout(() => {
            composing.current = false;
          });
        }}
        onKeyDown={(event) => {
          if (!isSending(event) || composing.current) return;
          event.preventDefault();
          send();
        }}
        className="scroll-quiet field-sizing-content max-h-48 min-h-9 min-w-0 grow resize-none bg-transparent px-2.5 py-1.5 outline-none pointer-coarse:min-h-11 pointer-coarse:py-2.5 pointer-coarse:text-base"
      />
      {answering ? (
        <IconButton label="Stop answering" data-testid="stop-button" variant="outline" className="rounded-xl" onClick={onStop}>
          <Square aria-hidden fill="currentColor" className="!size-3.5" />
        </IconButton>
      ) : (
        <IconButton
          label="Send"
          data-testid="send-button"
          type="submit"
          variant="solid"
          className="rounded-xl aria-disabled:opacity-55"
          disabled={!listening}
          aria-disabled={text.trim() === "" || undefined}
        >
          <ArrowUp aria-hidden />
        </IconButton>
      )}
    </form>
  );
}
