"use client";
/** The bell: how many are unread, and the newest ones in a panel that is fetched with the first press. */
import { Bell } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { lazily } from "@/components/ui/lazily";
import { useNotifications } from "./notifications";

const NotificationPanel = lazily(async () => (await import("./notification-panel")).NotificationPanel);

export function NotificationBell({ side = "right" }: { readonly side?: "right" | "bottom" }) {
  const { unread } = useNotifications();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={anchor}
        label={unread === 0 ? "Notifications" : `Notifications, ${unread} unread`}
        aria-haspopup="dialog"
        aria-expanded={open}
        data-testid="bell"
        onPointerEnter={NotificationPanel.prepare}
        onClick={() => setOpen(!open)}
      >
        <Bell aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute end-0.5 top-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[0.625rem] leading-none font-semibold text-accent-ink tabular-nums"
          >
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </IconButton>
      {open && (
        <Suspense>
          <NotificationPanel open onOpenChange={setOpen} anchor={anchor} side={side} />
        </Suspense>
      )}
    </>
  );
}
