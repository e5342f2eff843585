"use client";
/** What surrounds every page of an owner: the sidebar, the bar of a phone, and the region where the page stands. */
import clsx from "clsx";
import { Menu, SquarePen } from "lucide-react";
import Link from "next/link";
import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { NotificationsProvider } from "@/components/notifications/notifications";
import { IconButton } from "@/components/ui/icon-button";
import { lazily } from "@/components/ui/lazily";
import type { Profile } from "@/lib/identity/contracts";
import { PaletteButton, Shortcuts } from "@/components/palette/shortcuts";
import { ConversationsProvider, type ConversationPage } from "./conversations";
import { followLeaving, stayWithoutConnection } from "./leave";
import { Sidebar } from "./sidebar";
import { Wordmark } from "./wordmark";

const Sheet = lazily(async () => (await import("@/components/ui/sheet")).Sheet);

export interface ShellProps {
  readonly profile: Pick<Profile, "name" | "email" | "delegateName" | "role">;
  readonly conversations: ConversationPage;
  /** The sidebar was left narrow or wide; a cookie keeps it, so that the first paint is right. Null: it is narrow where the window is. */
  readonly compact: boolean | null;
  /** Unread notifications as the page was drawn. */
  readonly unread?: number;
  readonly children: ReactNode;
}

const keepCompact = (compact: boolean): void => {
  document.cookie = `perin-sidebar=${compact ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
};

export function Shell({ profile, conversations, compact: initial, unread = 0, children }: ShellProps) {
  const [compact, setCompact] = useState(initial);
  const [sheet, setSheet] = useState(false);
  useEffect(followLeaving, []);
  useEffect(stayWithoutConnection, []);
  const aside = useRef<HTMLElement>(null);
  const narrow = (next: boolean) => {
    flushSync(() => setCompact(next));
    keepCompact(next);
    // Where both stood, another button stands in the place of the one that was pressed.
    aside.current?.querySelector<HTMLElement>("[data-narrowing]")?.focus();
  };
  return (
    <NotificationsProvider unread={unread}>
      <ConversationsProvider initial={conversations}>
        <a
          href="#main"
          className="fixed start-3 top-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2 text-sm font-medium text-accent-ink focus:translate-y-0"
        >
          Skip to the page
        </a>
        <div className="flex h-dvh overflow-hidden">
          <aside
            ref={aside}
            aria-label="Sidebar"
            data-compact={compact}
            className={clsx("hidden max-w-[42vw] shrink-0 flex-col border-e md:flex", compact === true ? "w-14" : compact === null ? "w-14 lg:w-64" : "w-64")}
          >
            {compact === null ? (
              // Only the browser knows its width: both are there, and one of them is shown.
              <>
                <div className="flex min-h-0 grow flex-col max-lg:hidden">
                  <Sidebar profile={profile} compact={false} onCompact={narrow} />
                </div>
                <div className="flex min-h-0 grow flex-col lg:hidden">
                  <Sidebar profile={profile} compact onCompact={narrow} />
                </div>
              </>
            ) : (
              <Sidebar profile={profile} compact={compact} onCompact={narrow} />
            )}
          </aside>
          <div className="flex min-w-0 grow flex-col">
            <header className="flex h-12 shrink-0 items-center gap-1 border-b px-1.5 md:hidden">
              <IconButton label="Menu" aria-haspopup="dialog" aria-expanded={sheet} onPointerEnter={Sheet.prepare} onClick={() => setSheet(true)}>
                <Menu aria-hidden />
              </IconButton>
              <span className="min-w-0 grow">
                <Wordmark name={profile.delegateName} />
              </span>
              <PaletteButton />
              <NotificationBell side="bottom" />
              <Link
                href="/chat"
                aria-label="New chat"
                title="New chat"
                className="grid size-11 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink"
              >
                <SquarePen aria-hidden className="size-[1.125rem]" />
              </Link>
            </header>
            {/* Positioned: what stands out of the flow, as words for screen readers do, would make the window scroll otherwise. */}
            <main id="main" tabIndex={-1} className="scroll-quiet relative flex min-h-0 grow flex-col overflow-y-auto">
              {children}
            </main>
          </div>
        </div>
        <Shortcuts />
        {sheet && (
          <Suspense>
            <Sheet open onOpenChange={setSheet} title="Menu">
              <Sidebar profile={profile} compact={false} onFollow={() => setSheet(false)} />
            </Sheet>
          </Suspense>
        )}
      </ConversationsProvider>
    </NotificationsProvider>
  );
}
