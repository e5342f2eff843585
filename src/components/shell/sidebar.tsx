"use client";
/** The way around: conversations, calendar, settings, account. Narrowed to icons it keeps the same order. */
import clsx from "clsx";
import {
  Brain,
  CalendarDays,
  History,
  Link2,
  ListTodo,
  Mail,
  PanelLeftClose,
  PanelLeftOpen,
  Search,
  Settings,
  SquarePen,
  Sunrise,
  Users,
  type LucideIcon,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { PaletteButton } from "@/components/palette/shortcuts";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { LinkWords } from "@/components/ui/link-words";
import type { Conversation } from "@/lib/ai/contracts";
import type { Profile } from "@/lib/identity/contracts";
import { AccountMenu } from "./account-menu";
import { ConversationItem } from "./conversation-item";
import { useConversations } from "./conversations";
import { Wordmark } from "./wordmark";

export interface SidebarProps {
  readonly profile: Pick<Profile, "name" | "email" | "delegateName" | "role">;
  readonly compact: boolean;
  /** Absent where there is nothing to narrow (the sheet of a phone). */
  readonly onCompact?: (compact: boolean) => void;
  /** A link was followed. */
  readonly onFollow?: () => void;
}

const places: readonly { readonly href: string; readonly label: string; readonly icon: LucideIcon }[] = [
  { href: "/chat", label: "New chat", icon: SquarePen },
  { href: "/today", label: "Today", icon: Sunrise },
  { href: "/mail", label: "Mail", icon: Mail },
  { href: "/calendar", label: "Calendar", icon: CalendarDays },
  { href: "/tasks", label: "To-dos", icon: ListTodo },
  { href: "/memory", label: "Memory", icon: Brain },
  { href: "/contacts", label: "Contacts", icon: Users },
  { href: "/links", label: "Links", icon: Link2 },
  { href: "/history", label: "History", icon: History },
  { href: "/settings", label: "Settings", icon: Settings },
];

function Place({ href, label, icon: Icon, compact, onFollow }: (typeof places)[number] & Pick<SidebarProps, "compact" | "onFollow">) {
  const pathname = usePathname();
  const here = href === "/chat" ? pathname === href : pathname.startsWith(href);
  return (
    <li>
      <Link
        href={href}
        {...(onFollow ? { onClick: onFollow } : {})}
        {...(here ? { "aria-current": "page" as const } : {})}
        {...(compact ? { "aria-label": label, title: label } : {})}
        className={clsx(
          "flex min-h-9 items-center rounded-lg px-2.5 text-sm transition-colors pointer-coarse:min-h-11",
          here ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:bg-sunken hover:text-ink",
        )}
      >
        <LinkWords className="flex items-center gap-2.5">
          <Icon aria-hidden className="size-[1.125rem] shrink-0" />
          {!compact && label}
        </LinkWords>
      </Link>
    </li>
  );
}

function Group({
  title,
  conversations,
  onFollow,
}: {
  readonly title: string;
  readonly conversations: readonly Conversation[];
  readonly onFollow?: (() => void) | undefined;
}) {
  if (conversations.length === 0) return null;
  return (
    <div className="mt-4">
      <h2 className="px-2.5 pb-1 text-xs font-medium text-ink-faint">{title}</h2>
      <ul className="space-y-px">
        {conversations.map((conversation) => (
          <ConversationItem key={conversation.id} conversation={conversation} onFollow={onFollow} />
        ))}
      </ul>
    </div>
  );
}

function ConversationList({ onFollow }: Pick<SidebarProps, "onFollow">) {
  const { conversations, nextCursor, query, search, more } = useConversations();
  const pinned = conversations.filter((conversation) => conversation.pinned);
  const recent = conversations.filter((conversation) => !conversation.pinned);
  return (
    <>
      <div className="relative mt-3 shrink-0">
        <Search aria-hidden className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-faint" />
        <input
          type="search"
          aria-label="Search conversations"
          placeholder="Search"
          value={query}
          onChange={(event) => search(event.target.value)}
          className="h-9 w-full rounded-lg border border-line bg-surface ps-8.5 pe-2 text-sm hover:border-line-strong pointer-coarse:h-11 pointer-coarse:text-base"
        />
      </div>
      <div className="scroll-quiet -mx-1 min-h-0 grow overflow-y-auto px-1 pb-2">
        <Group title="Pinned" conversations={pinned} onFollow={onFollow} />
        <Group title={query.trim() === "" ? "Recent" : "Found"} conversations={recent} onFollow={onFollow} />
        {conversations.length === 0 && (
          <p className="px-2.5 pt-4 text-sm text-ink-faint">
            {query.trim() === "" ? "Your conversations will be listed here. Say something to start one." : "No conversation has these words."}
          </p>
        )}
        {nextCursor !== null && (
          <Button variant="quiet" size="sm" className="mt-1 w-full" onClick={more}>
            Show more
          </Button>
        )}
      </div>
    </>
  );
}

export function Sidebar({ profile, compact, onCompact, onFollow }: SidebarProps) {
  const follow = onFollow ? { onFollow } : {};
  return (
    <nav aria-label="Main" className="flex min-h-0 grow flex-col p-2">
      <div className={clsx("flex h-9 shrink-0 items-center", compact ? "justify-center" : "justify-between ps-2")}>
        {!compact && (
          <span className="min-w-0 grow">
            <Wordmark name={profile.delegateName} />
          </span>
        )}
        {!compact && onCompact && (
          <>
            <PaletteButton />
            <NotificationBell />
          </>
        )}
        {onCompact && (
          <IconButton
            label={compact ? "Widen the sidebar" : "Narrow the sidebar"}
            aria-expanded={!compact}
            data-narrowing
            className="aria-expanded:bg-transparent"
            onClick={() => onCompact(!compact)}
          >
            {compact ? <PanelLeftOpen aria-hidden className="rtl:-scale-x-100" /> : <PanelLeftClose aria-hidden className="rtl:-scale-x-100" />}
          </IconButton>
        )}
      </div>
      {compact && (
        <div className="mt-2 flex flex-col items-center">
          <PaletteButton />
          <NotificationBell />
        </div>
      )}
      <ul className="mt-2 shrink-0 space-y-px">
        {places.map((place) => (
          <Place key={place.href} {...place} compact={compact} {...follow} />
        ))}
      </ul>
      {compact ? <div className="grow" /> : <ConversationList {...follow} />}
      <div className="shrink-0 border-t pt-2 [&>span]:w-full">
        <AccountMenu profile={profile} compact={compact} />
      </div>
    </nav>
  );
}
