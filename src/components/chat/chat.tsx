"use client";
/** The conversation beside the week. */
import { useEffect, useMemo, useRef } from "react";
import { useConversations } from "@/components/shell/conversations";
import { useNow } from "@/hooks/use-now";
import type { Mark, PendingAction } from "@/lib/ai/contracts";
import type { Profile } from "@/lib/identity/contracts";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { useWeek } from "@/components/week/use-week";
import { Week } from "@/components/week/week";
import { clockText, dayText, msOf, wallOf, type Clock } from "@/components/week/zoned-time";
import { Announcer } from "./announcer";
import type { ChatMessage } from "./chat-message";
import { Composer } from "./composer";
import { MessageList } from "./message-list";
import { forgetUnsent, keepDraft, keepFirst, keepUnsent, newPlace, rescueFirst, takeWords } from "./drafts";
import { drawnMarks, textOf } from "./outcome";
import { Suggestions } from "./suggestions";
import { useAddress } from "./use-address";
import { useConversation } from "./use-conversation";

export interface ChatProps {
  readonly conversationId: string;
  /** What a link from another page proposes to say. */
  readonly words?: string;
  /** Absent while nothing has been said. */
  readonly title?: string;
  readonly messages: readonly ChatMessage[];
  /** An answer is being written right now; follow it. */
  readonly answering: boolean;
  /** Actions of this conversation as they stand now. */
  readonly approvals: readonly PendingAction[];
  readonly profile: Pick<Profile, "userId" | "name" | "delegateName" | "zone" | "locale" | "hourCycle" | "weekStart">;
  /** The server's moment, so that both draw the same page. */
  readonly nowMs: number;
  readonly week: { readonly start: string; readonly events: readonly CalendarEvent[] };
  /** Calendar colours by calendar id. */
  readonly colors: Readonly<Record<string, string>>;
}

/** What is said when an offered time is pressed: "Book Tuesday 24 Nov at 15:00". */
const offerWords = (mark: Mark, clock: Clock): string =>
  `Book ${dayText(wallOf(msOf(mark.start), clock.zone).date, clock.locale)} at ${clockText(msOf(mark.start), clock)}`;

const toApproval = (mark: Mark): void => {
  const card = mark.actionId === undefined ? null : document.getElementById(`approval-${mark.actionId}`);
  card?.scrollIntoView({ block: "center" });
  card?.focus({ preventScroll: true });
};

export function Chat({
  words,
  conversationId,
  title,
  messages: stored,
  answering: resume,
  approvals,
  profile,
  nowMs: serverNowMs,
  week: firstWeek,
  colors,
}: ChatProps) {
  const nowMs = useNow(serverNowMs);
  const clock = useMemo<Clock>(
    () => ({ zone: profile.zone, locale: profile.locale, hourCycle: profile.hourCycle }),
    [profile.zone, profile.locale, profile.hourCycle],
  );
  const week = useWeek(firstWeek, profile.zone);
  const { refresh: refreshList, conversations } = useConversations();
  const conversation = useConversation({
    id: conversationId,
    messages: stored,
    answering: resume,
    approvals,
    onChanged: week.refresh,
    onAnswered: refreshList,
  });
  const { messages, decisions, undone, answering, problem, submitted, taken } = conversation;
  const place = messages.length === 0 ? newPlace : conversationId;
  useEffect(() => {
    if (taken) forgetUnsent(profile.userId, conversationId);
  }, [taken, profile.userId, conversationId]);
  const takeAddress = useAddress(conversationId, stored.length === 0);
  const marks = useMemo(() => drawnMarks(messages, decisions, undone, nowMs), [messages, decisions, undone, nowMs]);
  const column = useRef<HTMLDivElement>(null);

  const say = (text: string, messageId?: string) => {
    if (answering) return;
    takeAddress();
    (messages.length === 0 ? keepFirst : keepUnsent)(profile.userId, conversationId, text);
    conversation.say(text, messageId);
    column.current?.querySelector("[aria-label='Conversation']")?.scrollTo({ top: 0 });
  };
  const last = stored.findLast(({ role }) => role === "user");
  const lastSaid = last === undefined ? undefined : textOf(last);
  const heading = conversations.find((known) => known.id === conversationId)?.title ?? title ?? "New chat";

  return (
    // Each has its place from the start, the day its height as well: where the page comes in piece by piece, the week comes last and moves nothing.
    <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] grid-rows-[minmax(2.75rem,auto)_minmax(0,1fr)] lg:grid-cols-[minmax(22rem,1fr)_minmax(0,1.12fr)] lg:grid-rows-[minmax(0,1fr)]">
      {/* A letter lays out its own column only, not the week beside it. An item of a grid can't be laid out by itself; what stands in it can. */}
      <div className="row-start-2 min-h-0 lg:row-start-1">
        <div ref={column} className="flex h-full flex-col contain-strict">
          <h1 className="max-lg:sr-only flex h-12 shrink-0 items-center px-6 text-sm font-semibold">
            <span className="truncate">{heading}</span>
          </h1>
          <MessageList
            messages={messages}
            answering={answering}
            submitted={submitted}
            problem={problem}
            decisions={decisions}
            undone={undone}
            nowMs={nowMs}
            zone={profile.zone}
            onDecide={conversation.decide}
            onUndo={conversation.undo}
            onSay={say}
            onRetry={conversation.retry}
            onResend={say}
            empty={<Suggestions delegate={profile.delegateName} name={profile.name.split(" ")[0] ?? profile.name} onPick={say} />}
          />
          <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
            <Composer
              delegate={profile.delegateName}
              answering={answering}
              onSend={say}
              onStop={conversation.stop}
              onIntent={conversation.warm}
              autoFocus
              {...(words === undefined ? {} : { words })}
              takeWords={() => {
                if (words !== undefined) return "";
                if (place === newPlace)
                  rescueFirst(
                    profile.userId,
                    conversations.map(({ id }) => id),
                  );
                return takeWords(profile.userId, place, lastSaid);
              }}
              onWrite={(text) => keepDraft(profile.userId, place, text)}
            />
          </div>
        </div>
      </div>
      <div className="row-start-1 flex min-h-0 flex-col lg:col-start-2 lg:border-s [&>*]:min-h-0 [&>*]:grow">
        <Week
          week={week}
          clock={clock}
          firstWeekday={profile.weekStart}
          nowMs={serverNowMs}
          colors={colors}
          marks={marks}
          onOffer={(mark) => say(offerWords(mark, clock))}
          onProposal={toApproval}
        />
      </div>
      {conversation.slot}
      <Announcer delegate={profile.delegateName} message={messages.at(-1)} answering={answering} error={problem} />
    </div>
  );
}
