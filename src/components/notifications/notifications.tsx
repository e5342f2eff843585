"use client";
/**
 * What every page of an owner knows of notifications: how many are unread, and each new one as it comes. One open connection per
 * visible page only: a browser has six for a whole site, and hidden pages would use them up.
 */
import { useRouter } from "next/navigation";
import { createContext, useCallback, useContext, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from "react";
import { mayOpenPage } from "@/components/shell/leave";
import { toast } from "@/components/ui/toast";
import { readNotifications } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { Live, LiveChanges, Notification } from "@/lib/notifications/contracts";
import { concerns, gatherChanges, pageConcerned, type Subjects } from "./changes";

interface Notifications {
  readonly unread: number;
  /** Those that came since the page was opened, newest first. */
  readonly added: readonly Notification[];
  /** What was said last in the owner's conversations, in this page or another. */
  readonly said: Live["said"];
  /** Marks these as read, all without a list. Rejects when it can't be kept. */
  readonly read: (ids?: readonly string[]) => Promise<void>;
  /** Calls `listen` with what changed elsewhere; returns how to stop. */
  readonly follow: (listen: (changed: Subjects) => void) => () => void;
}

const Context = createContext<Notifications>({ unread: 0, added: [], said: null, read: () => Promise.resolve(), follow: () => () => undefined });

export const useNotifications = (): Notifications => useContext(Context);

/** Calls `read` when one of these kinds of things changed elsewhere while the page is visible. */
export const useChangedElsewhere = (subjects: readonly string[], read: () => void): void => {
  const { follow } = useNotifications();
  const hear = useEffectEvent((changed: Subjects) => {
    if (concerns(changed, subjects)) read();
  });
  useEffect(() => follow(hear), [follow]);
};

const streamAddress = "/api/notifications/stream";

interface Hearing {
  readonly hear: (live: Live) => void;
  readonly hearChanges: (changes: LiveChanges) => void;
  /** A connection stands again after one was gone. */
  readonly missed: () => void;
}

/** Hears everything that comes while the page is visible. */
const useLive = ({ hear, hearChanges, missed }: Hearing): void => {
  useEffect(() => {
    if (typeof EventSource === "undefined") return undefined;
    let source: EventSource | undefined;
    let opened = false;
    const follow = (): void => {
      if (document.visibilityState === "hidden") {
        source?.close();
        source = undefined;
        return;
      }
      if (source !== undefined && source.readyState !== EventSource.CLOSED) return;
      source = new EventSource(streamAddress);
      source.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Live);
      source.addEventListener("changed", ({ data }) => hearChanges(JSON.parse(String(data)) as LiveChanges));
      source.onopen = () => {
        if (opened) missed();
        opened = true;
      };
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      source?.close();
    };
  }, [hear, hearChanges, missed]);
};

export function NotificationsProvider({ unread: initial, children }: { readonly unread: number; readonly children: ReactNode }) {
  const router = useRouter();
  const [unread, setUnread] = useState(initial);
  const [added, setAdded] = useState<readonly Notification[]>([]);
  const [said, setSaid] = useState<Live["said"]>(null);
  const hear = useCallback(
    (live: Live): void => {
      setUnread(live.unread);
      setSaid((before) => (before?.messageId === live.said?.messageId ? before : live.said));
      if (live.added.length === 0) return;
      setAdded((before) => [...live.added.toReversed(), ...before].slice(0, 50));
      for (const { title, body, href } of live.added)
        toast({
          message: title,
          ...(body === "" ? {} : { detail: body }),
          ...(href === null ? {} : { action: { label: "Open", run: () => mayOpenPage() && router.push(href) } }),
        });
    },
    [router],
  );
  // Another tab may have changed something meanwhile. The server answers, so reading the page anew can't lead to a browser's error page.
  const missed = useCallback(() => router.refresh(), [router]);
  const [listeners] = useState(() => new Set<(changed: Subjects) => void>());
  const gathering = useMemo(
    () =>
      gatherChanges((changed) => {
        if (pageConcerned(window.location.pathname, changed)) router.refresh();
        for (const listen of listeners) listen(changed);
      }),
    [router, listeners],
  );
  useEffect(() => gathering.stop, [gathering]);
  const follow = useCallback(
    (listen: (changed: Subjects) => void) => {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
    [listeners],
  );
  useLive({ hear, hearChanges: gathering.hear, missed });
  const read = useCallback(async (ids?: readonly string[]): Promise<void> => {
    const answer = await call(readNotifications, ids === undefined ? {} : { ids: [...ids] });
    setUnread(answer.unread);
    setAdded((before) => before.map((each) => (ids === undefined || ids.includes(each.id) ? { ...each, read: true } : each)));
  }, []);
  const value = useMemo(() => ({ unread, added, said, read, follow }), [unread, added, said, read, follow]);
  return <Context value={value}>{children}</Context>;
}
