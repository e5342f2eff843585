"use client";
/** The conversation so far. The scroller runs from its end, so a page opens at the newest message and stays there while words arrive, without a script. */
import clsx from "clsx";
import { ArrowDown } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { AssistantMessage, type AssistantMessageProps } from "./assistant-message";
import type { ChatMessage } from "./chat-message";
import { textOf } from "./outcome";
import { Problem } from "./problem";
import { UserMessage } from "./user-message";

export interface MessageListProps extends Omit<AssistantMessageProps, "message" | "streaming" | "newest"> {
  readonly messages: readonly ChatMessage[];
  readonly answering: boolean;
  /** Sent, and not a word back yet. */
  readonly submitted: boolean;
  readonly problem: string | undefined;
  readonly onResend: (text: string, messageId: string) => void;
  readonly empty: ReactNode;
}

export function MessageList({ messages, answering, submitted, problem, onResend, empty, ...rest }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const last = messages.at(-1);
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label="Conversation"
        onScroll={(event) => setAway(event.currentTarget.scrollTop < -160)}
        // Where nothing has been said yet, the beginning is what is to be seen.
        className={clsx("scroll-quiet flex h-full overflow-y-auto overscroll-contain px-4 sm:px-6", messages.length === 0 ? "flex-col" : "flex-col-reverse")}
      >
        <div className="mx-auto flex w-full max-w-3xl grow flex-col gap-5 py-6">
          {messages.length === 0 && empty}
          {messages.map((message) =>
            message.role === "user" ? (
              <UserMessage
                key={message.id}
                id={`message-${message.id}`}
                text={textOf(message)}
                editable={!answering}
                onResend={(text) => onResend(text, message.id)}
              />
            ) : (
              <AssistantMessage key={message.id} message={message} streaming={answering && message === last} newest={message === last} {...rest} />
            ),
          )}
          {submitted && last?.role === "user" && (
            <div aria-hidden className="flex flex-col gap-2">
              <Skeleton className="h-4 w-44" />
              <Skeleton className="h-4 w-64" />
            </div>
          )}
          {problem !== undefined && <Problem text={problem} onRetry={rest.onRetry} />}
        </div>
      </div>
      {away && (
        <IconButton
          label="To the newest message"
          variant="outline"
          className="!absolute bottom-2 start-1/2 -translate-x-1/2 rounded-full shadow-floating rtl:translate-x-1/2"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          <ArrowDown aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
