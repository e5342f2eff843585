"use client";
/** One conversation in the list, with what can be done to it. */
import clsx from "clsx";
import { Ellipsis, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { lazily } from "@/components/ui/lazily";
import { LinkWords } from "@/components/ui/link-words";
import { MenuButton } from "@/components/ui/menu-button";
import type { Conversation } from "@/lib/ai/contracts";
import { useConversations } from "./conversations";

const loadDialogs = () => import("./conversation-dialogs");
const DeleteDialog = lazily(async () => (await loadDialogs()).DeleteDialog);
const RenameDialog = lazily(async () => (await loadDialogs()).RenameDialog);

export function ConversationItem({ conversation, onFollow }: { readonly conversation: Conversation; readonly onFollow?: (() => void) | undefined }) {
  const { change, remove } = useConversations();
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const router = useRouter();
  const here = usePathname() === `/chat/${conversation.id}`;
  const close = () => setOpen(null);
  const groups = [
    [
      { label: "Rename", icon: Pencil, onSelect: () => setOpen("rename") },
      conversation.pinned
        ? { label: "Unpin", icon: PinOff, onSelect: () => change(conversation, { pinned: false }) }
        : { label: "Pin", icon: Pin, onSelect: () => change(conversation, { pinned: true }) },
    ],
    [{ label: "Delete", icon: Trash2, tone: "danger" as const, onSelect: () => setOpen("delete") }],
  ];
  return (
    <li className="group relative" data-testid="conversation-item">
      <Link
        href={`/chat/${conversation.id}`}
        prefetch={false}
        {...(onFollow ? { onClick: onFollow } : {})}
        {...(here ? { "aria-current": "page" as const } : {})}
        className={clsx(
          "flex min-h-9 items-center rounded-lg py-1 ps-2.5 pe-9 text-sm transition-colors pointer-coarse:min-h-11",
          here ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:bg-sunken hover:text-ink",
        )}
      >
        <LinkWords className="truncate">{conversation.title}</LinkWords>
      </Link>
      <span className="absolute end-1 top-1/2 flex -translate-y-1/2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-[[aria-expanded=true]]:opacity-100 pointer-coarse:opacity-100">
        <MenuButton
          label={`More about ${conversation.title}`}
          groups={groups}
          className="grid size-7 place-items-center rounded-md text-ink-soft hover:bg-surface hover:text-ink pointer-coarse:size-9"
        >
          <Ellipsis aria-hidden className="size-4" />
        </MenuButton>
      </span>
      <Suspense>
        {open === "rename" && <RenameDialog conversation={conversation} onClose={close} onRename={(title) => change(conversation, { title })} />}
        {open === "delete" && (
          <DeleteDialog
            conversation={conversation}
            onClose={close}
            onDelete={() => {
              if (here) router.push("/chat");
              void remove(conversation);
            }}
          />
        )}
      </Suspense>
    </li>
  );
}
