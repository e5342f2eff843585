"use client";
/** Everything the owner was told. */
import { Bell } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { listNotifications } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import { useNow } from "@/hooks/use-now";
import type { Notification } from "@/lib/notifications/contracts";
import { NotificationRow } from "./notification-row";
import { useNotificationList } from "./use-notification-list";

export interface NotificationPageProps {
  readonly notifications: readonly Notification[];
  readonly nextCursor: string | null;
  /** The moment it was read at. */
  readonly nowMs: number;
}

export function NotificationPage({ notifications, nextCursor, nowMs: readMs }: NotificationPageProps) {
  const [page, setPage] = useState({ notifications, nextCursor });
  const { list, unread, mark } = useNotificationList(page.notifications);
  const nowMs = useNow(readMs);
  const more = async (): Promise<void> => {
    try {
      const next = await call(listNotifications, page.nextCursor === null ? {} : { cursor: page.nextCursor });
      setPage({ notifications: [...page.notifications, ...next.notifications], nextCursor: next.nextCursor });
    } catch (error) {
      toast({ message: "The rest couldn’t be fetched.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    }
  };
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:py-10">
      <div className="flex min-h-9 items-center justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">Notifications</h1>
        {unread > 0 && <Button onClick={() => void mark()}>Mark all as read</Button>}
      </div>
      {list.length === 0 ? (
        <EmptyState icon={Bell} title="Nothing yet">
          Reminders and your daily brief are told here, and whatever else you should know.
        </EmptyState>
      ) : (
        <ul className="mt-5 divide-y overflow-hidden rounded-xl border bg-surface">
          {list.map((each) => (
            <NotificationRow key={each.id} notification={each} nowMs={nowMs} onFollow={() => void mark(each.id)} />
          ))}
        </ul>
      )}
      {page.nextCursor !== null && (
        <Button className="mt-4 w-full" onClick={() => void more()}>
          Show more
        </Button>
      )}
    </div>
  );
}
