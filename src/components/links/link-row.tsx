"use client";
import { Copy, Ellipsis, Eye, Link2, Pause, Pencil, Play, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { MenuButton } from "@/components/ui/menu-button";
import type { Clock } from "@/components/week/zoned-time";
import type { Link } from "@/lib/delegation/contracts";
import { aboutLink, stateWords } from "./link-words";

export type LinkAction = "open" | "edit" | "preview" | "pause" | "resume" | "revoke" | "duplicate" | "address";

export function LinkRow({ link, reader, onAction }: { readonly link: Link; readonly reader: Clock; readonly onAction: (action: LinkAction) => void }) {
  const on = (action: LinkAction) => () => onAction(action);
  const revoked = link.state === "revoked";
  return (
    <li data-testid="link" data-state={link.state} className="flex items-start gap-2 py-3">
      <button type="button" onClick={on("open")} className="min-w-0 grow rounded-md text-start">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium break-words">{link.name}</span>
          <Badge tone={link.state === "active" ? "accent" : link.state === "paused" ? "warn" : "neutral"}>{stateWords[link.state]}</Badge>
          {link.waiting > 0 && <Badge tone="warn">{link.waiting === 1 ? "1 waits for you" : `${link.waiting} wait for you`}</Badge>}
        </span>
        <span className="block text-sm break-words text-ink-soft">{aboutLink(link, reader)}</span>
      </button>
      <MenuButton
        label={`More about ${link.name}`}
        align="end"
        groups={[
          [
            { label: "Preview as visitor", icon: Eye, onSelect: on("preview") },
            ...(revoked
              ? []
              : [
                  { label: "Edit", icon: Pencil, onSelect: on("edit") },
                  link.state === "paused" ? { label: "Resume", icon: Play, onSelect: on("resume") } : { label: "Pause", icon: Pause, onSelect: on("pause") },
                  { label: "New address", icon: Link2, onSelect: on("address") },
                ]),
            { label: "Duplicate", icon: Copy, onSelect: on("duplicate") },
          ],
          ...(revoked ? [] : [[{ label: "Revoke", icon: Trash2, tone: "danger" as const, onSelect: on("revoke") }]]),
        ]}
        className="grid size-9 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <Ellipsis aria-hidden className="size-4" />
      </MenuButton>
    </li>
  );
}
