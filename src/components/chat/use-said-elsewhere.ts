"use client";
/** What was said in this conversation from another page. */
import { useEffect, useEffectEvent } from "react";
import { useNotifications } from "@/components/notifications/notifications";
import { getConversation } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { ChatMessage } from "./chat-message";

export interface SaidElsewhereInput {
  readonly id: string;
  readonly messages: readonly ChatMessage[];
  /** Nothing is being said here, and nothing waits to be said again: only then may the messages change. */
  readonly quiet: boolean;
  /** The newest messages as they are stored, and whether an answer is being written. */
  readonly onRead: (stored: readonly ChatMessage[], answering: boolean) => void;
}

/** The word of this page's own answer comes a moment after its end: until then what was asked stands there as said last. */
const ownWordMs = 500;

export function useSaidElsewhere({ id, messages, quiet, onRead }: SaidElsewhereInput): void {
  const { said } = useNotifications();
  const last = said?.conversationId === id ? said.messageId : null;
  const news = quiet && last !== null && messages.at(-1)?.id !== last ? last : null;
  // A message that is here already and has become the last again was edited elsewhere, and what came after it is gone.
  const edited = messages.some((message) => message.id === news);
  const read = useEffectEvent(onRead);
  useEffect(() => {
    if (news === null) return undefined;
    const stop = new AbortController();
    const ask = (): void =>
      void call(getConversation, { conversationId: id, limit: 50 }, { signal: stop.signal }).then(
        (answer) => {
          if (!stop.signal.aborted) read(answer.messages as unknown as ChatMessage[], answer.answering);
        },
        // Coming back to the page reads it anew.
        () => undefined,
      );
    const timer = setTimeout(ask, edited ? ownWordMs : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [id, news, edited]);
}
