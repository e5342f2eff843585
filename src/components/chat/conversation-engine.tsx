"use client";
/** The AI SDK's side of a conversation. It weighs more than the rest of the page, so it is fetched when somebody begins to write or an answer has to be followed. */
import "./without-eval";
import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { useEffect } from "react";
import { fetchOwn } from "@/hooks/own-requests";
import type { ChatMessage } from "./chat-message";

/** Following an answer starts at its first word, so what was stored of it so far makes way. */
class Transport extends DefaultChatTransport<ChatMessage> {
  override readonly resumeStreamIsReplay = true;
}

/** Only the newest message travels; the server has the rest. */
const transport = new Transport({
  api: "/api/ai/chat",
  fetch: fetchOwn,
  prepareSendMessagesRequest: ({ id, messages, trigger, messageId }) => ({
    body: {
      id,
      messages: [messages.findLast((message) => message.role === "user") ?? messages.at(-1)],
      trigger,
      ...(messageId === undefined ? {} : { messageId }),
    },
  }),
});

export type Engine = Pick<
  ReturnType<typeof useChat<ChatMessage>>,
  "messages" | "status" | "error" | "sendMessage" | "setMessages" | "resumeStream" | "regenerate" | "stop" | "clearError"
>;

export interface ConversationEngineProps {
  readonly id: string;
  readonly initial: readonly ChatMessage[];
  readonly resume: boolean;
  /** Hands over the state of things, each time it changes. */
  readonly onState: (engine: Engine) => void;
  readonly onFinish: () => void;
}

export function ConversationEngine({ id, initial, resume, onState, onFinish }: ConversationEngineProps) {
  const { messages, status, error, sendMessage, setMessages, resumeStream, regenerate, stop, clearError } = useChat<ChatMessage>({
    id,
    messages: [...initial],
    transport,
    resume,
    throttle: 40,
    onFinish,
  });
  useEffect(
    () => onState({ messages, status, error, sendMessage, setMessages, resumeStream, regenerate, stop, clearError }),
    [messages, status, error, sendMessage, setMessages, resumeStream, regenerate, stop, clearError, onState],
  );
  return null;
}
