"use client";
/** Says to assistive technology what a glance would tell: that an answer is coming, and then the answer itself. */
import { useState } from "react";
import type { ChatMessage } from "./chat-message";
import { stepsOf, textOf } from "./outcome";

const spoken = (message: ChatMessage): string => {
  const text = textOf(message)
    .replace(/[*_`#>|]/g, "")
    .slice(0, 600);
  return stepsOf(message).some((step) => step.outcome?.status === "waiting") ? `${text} Waits for your word.` : text;
};

export interface AnnouncerProps {
  readonly delegate: string;
  readonly message: ChatMessage | undefined;
  readonly answering: boolean;
  readonly error: string | undefined;
}

export function Announcer({ delegate, message, answering, error }: AnnouncerProps) {
  // What was there when the page came is read with the page.
  const [initialId] = useState(message?.id);
  const finished = message?.role === "assistant" && message.id !== initialId ? spoken(message) : "";
  return (
    <p role="status" className="sr-only">
      {answering ? `${delegate} is answering` : (error ?? finished)}
    </p>
  );
}
