"use client";
/** What Perin keeps: searched, changed, pinned, forgotten, each with where it came from. */
import { Brain, Clock, Download, Ellipsis, MessageSquare, Pencil, Pin, PinOff, Plus, Trash2, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Suspense, useCallback, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { MenuButton } from "@/components/ui/menu-button";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { toast } from "@/components/ui/toast";
import { deleteMemory, listMemories, updateMemory } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { offerUndo } from "@/hooks/offer-undo";
import { usePagedList } from "@/hooks/use-paged-list";
import type { Undo } from "@/lib/identity/contracts";
import type { Memory } from "@/lib/memory/contracts";

const MemoryDialog = lazily(async () => (await import("./memory-dialog")).MemoryDialog);

export interface MemoryPageProps {
  readonly memories: readonly Memory[];
  readonly nextCursor: string | null;
  readonly zone: string;
  readonly locale: string;
  /** Proposals that wait for a yes. */
  readonly waiting: number;
  /** What the memories were searched for: the page was come to for one of them. */
  readonly sought?: string;
  /** What the owner calls their delegate. */
  readonly delegate: string;
}

const sayDay = (instant: string, { zone, locale }: Pick<MemoryPageProps, "zone" | "locale">): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(new Date(instant));

function Entry({
  memory,
  onEdit,
  onPin,
  onDelete,
  ...say
}: { readonly memory: Memory; readonly onEdit: () => void; readonly onPin: () => void; readonly onDelete: () => void } & Pick<
  MemoryPageProps,
  "zone" | "locale"
>) {
  const groups = [
    [
      { label: "Edit", icon: Pencil, onSelect: onEdit },
      { label: memory.pinned ? "Unpin" : "Pin", icon: memory.pinned ? PinOff : Pin, onSelect: onPin },
    ],
    [{ label: "Forget", icon: Trash2, tone: "danger" as const, onSelect: onDelete }],
  ];
  return (
    <li data-testid="memory" className="flex items-start gap-3 py-3">
      <div className="min-w-0 grow">
        <p className="break-words whitespace-pre-wrap">{memory.text}</p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-faint">
          {memory.conversationId === null ? (
            <span>Written here on {sayDay(memory.createdAt, say)}</span>
          ) : (
            <Link
              prefetch={false}
              href={`/chat/${memory.conversationId}${memory.messageId === null ? "" : `#message-${memory.messageId}`}`}
              className="inline-flex items-center gap-1.5 underline-offset-4 hover:text-ink hover:underline"
            >
              <MessageSquare aria-hidden className="size-3.5" />
              From your message of {sayDay(memory.createdAt, say)}
            </Link>
          )}
          {memory.pinned && (
            <Badge>
              <Pin aria-hidden />
              Pinned
            </Badge>
          )}
          {memory.visitors && (
            <Badge tone="accent">
              <Users aria-hidden />
              Visitors too
            </Badge>
          )}
          {memory.expiresAt !== null && (
            <Badge tone="warn">
              <Clock aria-hidden />
              Until {sayDay(memory.expiresAt, say)}
            </Badge>
          )}
        </p>
      </div>
      <MenuButton
        label={`More about “${memory.text.slice(0, 60)}”`}
        groups={groups}
        align="end"
        className="grid size-9 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <Ellipsis aria-hidden className="size-4" />
      </MenuButton>
    </li>
  );
}

const download = (format: "markdown" | "json") => (): void => {
  const link = document.createElement("a");
  link.href = `/api/memories/export?format=${format}`;
  link.download = "";
  link.click();
};

const failed = (message: string, error: unknown): void =>
  toast({ message, detail: error instanceof Error ? error.message : "Try again in a moment.", tone: "danger" });

export function MemoryPage({ memories, nextCursor, zone, locale, waiting, sought = "", delegate }: MemoryPageProps) {
  const router = useRouter();
  const load = useCallback(async (query: string, cursor: string | null) => {
    const page = await call(listMemories, { ...(query === "" ? {} : { query }), ...(cursor === null ? {} : { cursor }), limit: 50 });
    return { items: page.memories, nextCursor: page.nextCursor };
  }, []);
  const list = usePagedList<Memory>({ items: memories, nextCursor }, load, sought);
  const [editing, setEditing] = useState<Memory | "new" | null>(null);

  const pin = async (memory: Memory) => {
    list.put({ ...memory, pinned: !memory.pinned });
    try {
      list.put((await call(updateMemory, { memoryId: memory.id, version: memory.version, pinned: !memory.pinned })).memory);
      list.refresh();
    } catch (error) {
      list.put(memory);
      failed("It stays as it was.", error);
    }
  };
  const forget = async (memory: Memory) => {
    list.drop(memory.id);
    try {
      const { undo } = await call(deleteMemory, { memoryId: memory.id });
      offerUndo("Forgotten.", undo, list.refresh);
    } catch (error) {
      list.refresh();
      failed("It couldn’t be forgotten.", error);
    }
  };
  const saved = (memory: Memory, undo: Undo) => {
    offerUndo(editing === "new" ? "Kept." : "Changed.", undo, list.refresh);
    setEditing(null);
    list.put(memory);
    router.refresh();
  };
  const nothing = list.items.length === 0;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:py-10">
      <PageHeader
        title="Memory"
        about={`What ${delegate} keeps about you. Only what fits a question is used for its answer.`}
        actions={
          <>
            {/* It exports everything that is kept, whatever is being looked for. */}
            {!(nothing && list.query.trim() === "") && (
              <MenuButton
                label="Export"
                labelled
                align="end"
                groups={[
                  [
                    { label: "As text (Markdown)", icon: Download, onSelect: download("markdown") },
                    { label: "As data (JSON)", icon: Download, onSelect: download("json") },
                  ],
                ]}
                className="inline-flex h-9 items-center gap-2 rounded-lg border border-line bg-surface px-4 text-sm font-medium hover:bg-sunken pointer-coarse:h-11"
              >
                <Download aria-hidden className="size-4" />
                Export
              </MenuButton>
            )}
            <Button variant="primary" onClick={() => setEditing("new")}>
              <Plus aria-hidden />
              Add
            </Button>
          </>
        }
      />
      {waiting > 0 && (
        <p className="mt-4 rounded-lg bg-accent-soft px-4 py-3 text-sm text-accent-text">
          {waiting === 1 ? "One thing waits" : `${waiting} things wait`} for your yes before it is kept.{" "}
          <Link href="/history" className="font-medium underline underline-offset-4">
            Look at it
          </Link>
        </p>
      )}
      <div className="mt-5">
        <SearchField label="Search what is kept" value={list.query} onChange={list.search} />
      </div>
      {nothing && list.query.trim() === "" && (
        <EmptyState icon={Brain} title="Nothing is kept yet">
          Say “remember that I like short meetings” in the chat, or add something here.
        </EmptyState>
      )}
      {nothing && list.query.trim() !== "" && (
        <p role="status" className="py-10 text-center text-sm text-ink-soft">
          {list.busy ? "Looking…" : "Nothing that is kept has these words."}
        </p>
      )}
      <ul aria-label="What is kept" className="mt-2 divide-y divide-line">
        {list.items.map((memory) => (
          <Entry
            key={memory.id}
            memory={memory}
            zone={zone}
            locale={locale}
            onEdit={() => setEditing(memory)}
            onPin={() => void pin(memory)}
            onDelete={() => void forget(memory)}
          />
        ))}
      </ul>
      {list.hasMore && (
        <Button className="mt-3" busy={list.busy} onClick={list.more}>
          Show more
        </Button>
      )}
      {editing !== null && (
        <Suspense>
          <MemoryDialog memory={editing === "new" ? null : editing} zone={zone} onClose={() => setEditing(null)} onSaved={saved} />
        </Suspense>
      )}
    </div>
  );
}
