"use client";
/**
 * The list of conversations as the page knows it: the server's at first, changed at once when the owner changes it, rolled back with a reason when the
 * server won't, and read again when something is said, renamed, pinned or deleted in another window.
 */
import { createContext, use, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";
import { useChangedElsewhere, useNotifications } from "@/components/notifications/notifications";
import { toast } from "@/components/ui/toast";
import { deleteConversation, listConversations, updateConversation } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { withRest } from "@/hooks/use-paged-list";
import type { Conversation } from "@/lib/ai/contracts";

export interface ConversationPage {
  readonly conversations: readonly Conversation[];
  readonly nextCursor: string | null;
}

export interface Conversations extends ConversationPage {
  readonly query: string;
  readonly search: (query: string) => void;
  readonly refresh: () => void;
  readonly more: () => void;
  readonly change: (conversation: Conversation, patch: { readonly title?: string; readonly pinned?: boolean }) => void;
  /** Answers whether it is gone. */
  readonly remove: (conversation: Conversation) => Promise<boolean>;
}

const Context = createContext<Conversations | null>(null);

const nothing: Conversations = {
  conversations: [],
  nextCursor: null,
  query: "",
  search: () => undefined,
  refresh: () => undefined,
  more: () => undefined,
  change: () => undefined,
  remove: () => Promise.resolve(false),
};

/** Outside the shell there is no list, and nothing to refresh. */
export const useConversations = (): Conversations => use(Context) ?? nothing;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : "Something went wrong.");
const byFreshness = (a: Conversation, b: Conversation): number => Number(b.pinned) - Number(a.pinned) || Date.parse(b.updatedAt) - Date.parse(a.updatedAt);

const pageSize = 30;
const pageMax = 100;

const useList = (initial: ConversationPage) => {
  const [page, setPage] = useState(initial);
  const [query, setQuery] = useState("");
  // The page was read anew, as after it was away.
  const [read, setRead] = useState(initial);
  if (initial !== read) {
    setRead(initial);
    if (query.trim() === "") {
      const { items, nextCursor } = withRest({ ...initial, items: initial.conversations }, { ...page, items: page.conversations });
      setPage({ conversations: items, nextCursor });
    }
  }
  const turn = useRef(0);
  const load = useCallback(async (words: string, { after, limit = pageSize }: { readonly after?: ConversationPage; readonly limit?: number } = {}) => {
    const mine = (turn.current += 1);
    try {
      const cursor = after?.nextCursor ?? undefined;
      const next = await call(listConversations, { ...(words === "" ? {} : { query: words }), ...(cursor === undefined ? {} : { cursor }), limit });
      if (mine === turn.current) setPage(after ? { ...next, conversations: [...after.conversations, ...next.conversations] } : next);
    } catch (error) {
      if (words !== "" || after) toast({ message: "The conversations couldn’t be read.", detail: reasonOf(error), tone: "danger" });
    }
  }, []);
  return { page, setPage, query, setQuery, load };
};

export function ConversationsProvider({ initial, children }: { readonly initial: ConversationPage; readonly children: ReactNode }) {
  const { page, setPage, query, setQuery, load } = useList(initial);
  const replace = useCallback(
    (id: string, next: Conversation) =>
      setPage((known) => ({ ...known, conversations: known.conversations.map((one) => (one.id === id ? next : one)).sort(byFreshness) })),
    [setPage],
  );

  // As many as are shown, so that the list doesn't close again under whoever reads it.
  const shown = Math.min(pageMax, Math.max(pageSize, page.conversations.length));
  const refresh = useCallback(() => void load(query.trim(), { limit: shown }), [load, query, shown]);
  useChangedElsewhere(["conversation"], refresh);
  const { said } = useNotifications();
  const hearSaid = useEffectEvent((conversationId: string) => {
    const newest = page.conversations.toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt))[0];
    // Where words go on in the newest one, the list is as it was.
    if (newest?.id !== conversationId) refresh();
  });
  useEffect(() => {
    if (said !== null) hearSaid(said.conversationId);
  }, [said]);

  const value = useMemo<Conversations>(
    () => ({
      ...page,
      query,
      search: (words) => {
        setQuery(words);
        void load(words.trim());
      },
      refresh,
      more: () => void load(query.trim(), { after: page }),
      change: (conversation, patch) => {
        replace(conversation.id, { ...conversation, ...patch });
        call(updateConversation, { conversationId: conversation.id, ...patch }).then(
          (next) => replace(conversation.id, next),
          (error: unknown) => {
            replace(conversation.id, conversation);
            toast({ message: `“${conversation.title}” stays as it was.`, detail: reasonOf(error), tone: "danger" });
          },
        );
      },
      remove: async (conversation) => {
        setPage((known) => ({ ...known, conversations: known.conversations.filter((one) => one.id !== conversation.id) }));
        try {
          await call(deleteConversation, { conversationId: conversation.id });
          return true;
        } catch (error) {
          setPage((known) => ({ ...known, conversations: [...known.conversations, conversation].sort(byFreshness) }));
          toast({ message: `“${conversation.title}” couldn’t be deleted.`, detail: reasonOf(error), tone: "danger" });
          return false;
        }
      },
    }),
    [page, query, setQuery, load, refresh, replace, setPage],
  );
  return <Context value={value}>{children}</Context>;
}
