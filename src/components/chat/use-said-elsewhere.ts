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

export function useSaidElsewhere({ id, messages, quiet, onRead }: SaidElsewhereInput): void {
  const { said } = useNotifications();
  const news = quiet && said?.conversationId === id && messages.every((message) => message.id !== said.messageId) ? said.messageId : null;
  const read = useEffectEvent(onRead);
  useEffect(() => {
    if (news === null) return undefined;
    const stop = new AbortController();
    call(getConversation, { conversationId: id, limit: 50 }, { signal: stop.signal }).then(
      (answer) => {
        if (!stop.signal.aborted) read(answer.messages as unknown as ChatMessage[], answer.answering);
      },
      // Coming back to the page reads it anew.
      () => undefined,
    );
    return () => stop.abort();
  }, [id, news]);
}
