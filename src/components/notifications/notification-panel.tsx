"use client";
/** The newest notifications beside the bell. */
import Link from "next/link";
import { useEffect, useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { listNotifications } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import { useNow } from "@/hooks/use-now";
import type { Notification } from "@/lib/notifications/contracts";
import { NotificationRow } from "./notification-row";
import { useNotificationList } from "./use-notification-list";

export interface NotificationPanelProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly side: "right" | "bottom";
}

const shownMax = 8;

const useStored = () => {
  const [stored, setStored] = useState<readonly Notification[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    call(listNotifications, { limit: shownMax }, { signal: leaving.signal }).then(
      ({ notifications }) => setStored(notifications),
      (error: unknown) => {
        if (!leaving.signal.aborted) setProblem(error instanceof ProblemError ? error.detail : "Try again in a moment.");
      },
    );
    return () => leaving.abort();
  }, []);
  return { stored, problem };
};

function Skeleton() {
  return (
    <ul aria-label="Loading" className="divide-y">
      {[1, 2, 3].map((row) => (
        <li key={row} className="h-[4.25rem] animate-breathe px-4 py-3">
          <span className="block h-3.5 w-2/3 rounded bg-sunken" />
          <span className="mt-2 block h-3 w-1/3 rounded bg-sunken" />
        </li>
      ))}
    </ul>
  );
}

export function NotificationPanel({ open, onOpenChange, anchor, side }: NotificationPanelProps) {
  const { stored, problem } = useStored();
  const [openedMs] = useState(() => Date.now());
  const nowMs = useNow(openedMs);
  const { list, unread, mark } = useNotificationList(stored ?? []);
  const close = (): void => onOpenChange(false);
  return (
    <Popover open={open} onOpenChange={onOpenChange} label="Notifications" anchor={anchor} side={side} className="w-88 !p-0">
      <div className="flex min-h-12 items-center justify-between gap-3 border-b px-4">
        <h2 className="font-semibold">Notifications</h2>
        {unread > 0 && (
          <Button size="sm" variant="quiet" onClick={() => void mark()}>
            Mark all as read
          </Button>
        )}
      </div>
      <div className="scroll-quiet max-h-[min(28rem,60dvh)] overflow-y-auto">
        {problem !== null && <p className="p-4 text-sm text-danger-text">{problem}</p>}
        {problem === null && stored === null && <Skeleton />}
        {stored !== null && list.length === 0 && <p className="p-4 text-sm text-ink-soft">Nothing yet. Reminders and your daily brief will be told here.</p>}
        {stored !== null && list.length > 0 && (
          <ul className="divide-y">
            {list.slice(0, shownMax).map((each) => (
              <NotificationRow
                key={each.id}
                notification={each}
                nowMs={nowMs}
                onFollow={() => {
                  void mark(each.id);
                  if (each.href !== null) close();
                }}
              />
            ))}
          </ul>
        )}
      </div>
      <div className="border-t p-2">
        <Link
          href="/notifications"
          onClick={close}
          className="flex min-h-9 items-center justify-center rounded-lg text-sm text-accent-text hover:bg-sunken pointer-coarse:min-h-11"
        >
          Show all
        </Link>
      </div>
    </Popover>
  );
}
