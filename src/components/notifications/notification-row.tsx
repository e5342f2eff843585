"use client";
import clsx from "clsx";
import Link from "next/link";
import type { Notification } from "@/lib/notifications/contracts";

export interface NotificationRowProps {
  readonly notification: Notification;
  readonly nowMs: number;
  readonly onFollow: () => void;
}

/** "5 minutes ago", in whole steps. */
const agoText = (createdAt: string, nowMs: number): string => {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(createdAt)) / 60_000));
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (minutes < 1) return "just now";
  if (minutes < 60) return relative.format(-minutes, "minute");
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), "hour");
  return relative.format(-Math.floor(minutes / (24 * 60)), "day");
};

function Words({ notification, nowMs }: Omit<NotificationRowProps, "onFollow">) {
  const { title, body, createdAt, read } = notification;
  return (
    <>
      <span aria-hidden className={clsx("mt-2 size-2 shrink-0 rounded-full", read ? "bg-transparent" : "bg-accent")} />
      <span className="min-w-0 grow">
        <span className={clsx("block break-words", !read && "font-medium")}>
          {!read && <span className="sr-only">Unread: </span>}
          {title}
        </span>
        {body !== "" && <span className="block text-sm break-words whitespace-pre-line text-ink-soft">{body}</span>}
        <time dateTime={createdAt} className="block text-xs text-ink-faint">
          {agoText(createdAt, nowMs)}
        </time>
      </span>
    </>
  );
}

/** One notification; following it counts as reading it. */
export function NotificationRow({ notification, nowMs, onFollow }: NotificationRowProps) {
  const look = "flex w-full gap-3 px-4 py-3 text-start hover:bg-sunken";
  return (
    <li data-testid="notification">
      {notification.href === null ? (
        <button type="button" className={look} onClick={onFollow}>
          <Words notification={notification} nowMs={nowMs} />
        </button>
      ) : (
        <Link href={notification.href} className={look} onClick={onFollow}>
          <Words notification={notification} nowMs={nowMs} />
        </Link>
      )}
    </li>
  );
}
