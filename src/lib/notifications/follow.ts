/** The live stream of one open page, as server-sent events (HTML Living Standard section 9.2). */
import { onClose, processWide } from "@/lib/config";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { logger } from "@/lib/logger";
import { listenToChanges, type Changed } from "@/lib/queries/live-changes";
import { findLastSaid } from "@/lib/queries/conversations";
import { countUnreadNotifications, listNotificationRows } from "@/lib/queries/notifications";
import type { Live, LiveChanges, Notification } from "./contracts";
import { listenToOwner } from "./live";

/** A stream ends after this and the browser opens the next, so that a session that ended is noticed. */
const lifeMs = 5 * 60_000;
const keepAliveMs = 15_000;
/** Pages of one owner that may listen at once; the oldest has to go. */
const perOwnerMax = 20;
/** What changes within this time is told in one event. */
const gatherMs = 200;
/** So many new ones are looked for at a signal. */
const newestMax = 20;

const open = processWide("notification-streams", () => new Map<string, Set<() => void>>());

/** A server that stops must not wait for pages that only listen. */
const endingWithTheServer = processWide("notification-streams-end", () => {
  onClose(() => {
    for (const ends of [...open.get().values()]) for (const end of [...ends]) end();
    return Promise.resolve();
  });
  return true;
});

/** Takes a place among the owner's streams; returns how to give it back. */
const admit = (userId: string, end: () => void): (() => void) => {
  endingWithTheServer.get();
  const all = open.get();
  const own = all.get(userId) ?? new Set<() => void>();
  const [oldest] = own;
  if (own.size >= perOwnerMax) oldest?.();
  all.set(userId, own.add(end));
  return () => {
    own.delete(end);
    if (own.size === 0 && all.get(userId) === own) all.delete(userId);
  };
};

/** Tells what changed, gathered, each thing once. Nothing is read for it: pages that show such things read them. */
const gathering = (userId: string, tell: (changes: LiveChanges) => void): (() => void) => {
  const gathered = new Map<string, Changed>();
  let timer: NodeJS.Timeout | undefined;
  const stop = listenToChanges(userId, (changed) => {
    gathered.set(`${changed.subject} ${changed.requestId}`, changed);
    timer ??= setTimeout(() => {
      timer = undefined;
      tell([...gathered.values()]);
      gathered.clear();
    }, gatherMs);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
};

/** Reads what is new since the last look. Rows may commit out of the order of their ids, so the newest few are compared by id. */
const lookout = async (userId: string): Promise<() => Promise<Live>> => {
  const newest = (): Promise<Notification[]> => listNotificationRows(userId, { unreadOnly: false, before: null, limit: newestMax });
  const known = new Set((await newest()).map(({ id }) => id));
  return async () => {
    const [rows, unread, said] = await Promise.all([newest(), countUnreadNotifications(userId), findLastSaid(userId)]);
    const added = rows.filter(({ id, read }) => !known.has(id) && !read).reverse();
    for (const { id } of rows) known.add(id);
    return { unread, added, said };
  };
};

/**
 * What this owner's pages should know, as it comes: the unread count at once, with every notification the count and what was added, and
 * which kinds of things changed.
 * Ends when the reader goes, after five minutes, or with the server.
 */
export const followNotifications = async (actor: Actor): Promise<ReadableStream<Uint8Array>> => {
  requireScope(actor, "notifications");
  const { userId } = actor;
  const look = await lookout(userId);
  const encoder = new TextEncoder();
  let finish: () => void = () => undefined;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      let over = false;
      let looking = false;
      let again = false;
      const write = (text: string): void => {
        if (!over) controller.enqueue(encoder.encode(text));
      };
      const tell = async (): Promise<void> => {
        if (looking) {
          again = true;
          return;
        }
        looking = true;
        try {
          write(`data: ${JSON.stringify(await look())}\n\n`);
        } catch (error) {
          logger.warn("An open page could not be told what is new", { error });
        } finally {
          looking = false;
        }
        if (again) {
          again = false;
          await tell();
        }
      };
      const timers = [setInterval(() => write(": still here\n\n"), keepAliveMs), setTimeout(() => end(), lifeMs)];
      const leave = admit(userId, () => end());
      const stopListening = listenToOwner(userId, () => void tell());
      const stopGathering = gathering(userId, (changes) => write(`event: changed\ndata: ${JSON.stringify(changes)}\n\n`));
      finish = () => {
        over = true;
        for (const timer of timers) clearTimeout(timer);
        stopListening();
        stopGathering();
        leave();
      };
      const end = (): void => {
        if (over) return;
        finish();
        controller.close();
      };
      write("retry: 3000\n\n");
      void tell();
    },
    cancel: () => finish(),
  });
};
