"use client";
/** The conversation: what is said over the stream, what is decided beside it, and what all of it draws on the week. */
import { useCallback, useMemo, useState } from "react";
import { stopChat } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { PendingAction } from "@/lib/ai/contracts";
import { newId } from "@/lib/ids";
import type { ChatMessage } from "./chat-message";
import { achievedParts, failureOf, textOf } from "./outcome";
import { problemText } from "./problem-text";
import { useEngine } from "./use-engine";
import { useSaidElsewhere } from "./use-said-elsewhere";
import { useWordsGiven } from "./use-words-given";

export interface ConversationInput {
  readonly id: string;
  readonly messages: readonly ChatMessage[];
  readonly answering: boolean;
  readonly approvals: readonly PendingAction[];
  /** Something on the calendar may have changed. */
  readonly onChanged: () => void;
  /** An answer is complete. */
  readonly onAnswered: () => void;
}

/** An answer that broke off goes on under its old id: what it had achieved is put back in front of what comes. */
const useContinued = (messages: readonly ChatMessage[]) => {
  const [kept, setKept] = useState<{ readonly id: string; readonly parts: ChatMessage["parts"] } | null>(null);
  const shown = useMemo(
    () => (kept === null ? messages : messages.map((message) => (message.id === kept.id ? { ...message, parts: [...kept.parts, ...message.parts] } : message))),
    [kept, messages],
  );
  const keep = useCallback((message: ChatMessage) => setKept(failureOf(message) === undefined ? null : { id: message.id, parts: achievedParts(message) }), []);
  const forget = useCallback(() => setKept(null), []);
  return { shown, keep, forget };
};

/** The message at the end, or in place of the one with its id and all behind it. */
const withMessage = (messages: readonly ChatMessage[], message: ChatMessage): ChatMessage[] => {
  const index = messages.findIndex(({ id }) => id === message.id);
  return [...(index < 0 ? messages : messages.slice(0, index)), message];
};

/** What is stored, behind what is known from before its first message. */
const behind = (known: readonly ChatMessage[], stored: readonly ChatMessage[]): ChatMessage[] => {
  const index = known.findIndex(({ id }) => id === stored[0]?.id);
  return [...known.slice(0, Math.max(0, index)), ...stored];
};

const userMessage = (id: string, text: string): ChatMessage => ({ id, role: "user", parts: [{ type: "text", text }] });

export function useConversation({ id, messages: initial, answering: resume, approvals, onChanged, onAnswered }: ConversationInput) {
  const onFinish = useCallback(() => {
    onChanged();
    onAnswered();
  }, [onChanged, onAnswered]);
  const { engine, failed, warm, run, slot } = useEngine({ id, initial, resume, onFinish });
  const words = useWordsGiven(approvals, onChanged);
  /** Said before the engine was there. */
  const [early, setEarly] = useState<ChatMessage | null>(null);
  const received = useMemo(() => (engine === null ? (early === null ? initial : withMessage(initial, early)) : engine.messages), [engine, early, initial]);
  const { shown: messages, keep, forget } = useContinued(received);
  const status = engine?.status ?? (early !== null && failed === undefined ? "submitted" : "ready");
  const answering = status === "submitted" || status === "streaming";
  const error = engine?.error ?? failed;

  useSaidElsewhere({
    id,
    messages,
    quiet: !answering && error === undefined,
    onRead: (stored, writing) => {
      // What an answer had achieved is in what is stored.
      forget();
      run(({ setMessages, resumeStream }) => {
        setMessages((known) => behind(known, stored));
        if (writing) void resumeStream();
      });
      if (!writing) onFinish();
    },
  });

  const say = useCallback(
    (text: string, messageId?: string) => {
      const message = userMessage(newId(), text);
      setEarly(messageId === undefined ? message : userMessage(messageId, text));
      run(({ sendMessage }) => void (messageId === undefined ? sendMessage(message) : sendMessage({ text, messageId })));
    },
    [run],
  );
  const stop = useCallback(() => {
    void call(stopChat, { conversationId: id }).catch(() => undefined);
    run((ready) => void ready.stop());
  }, [id, run]);
  const retry = useCallback(() => {
    const last = messages.at(-1);
    const question = messages.findLast((message) => message.role === "user");
    if (last?.role === "assistant" && error === undefined) {
      keep(last);
      run((ready) => {
        ready.clearError();
        void ready.regenerate({ messageId: last.id });
      });
    } else if (question) {
      // Before the engine was there nothing is known of the message yet, so it is said, not corrected.
      if (engine === null) run(({ sendMessage }) => void sendMessage(question));
      else say(textOf(question), question.id);
    }
  }, [engine, error, keep, messages, run, say]);
  const problem = useMemo(() => (error === undefined ? undefined : problemText(error)), [error]);
  /** The server has what was said last. */
  const taken = error === undefined && messages.at(-1)?.role === "assistant";
  return { messages, answering, taken, submitted: status === "submitted", problem, say, stop, retry, warm, slot, ...words };
}
