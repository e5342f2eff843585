"use client";
/** What waits for a word, and what was done by whom. */
import { History } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { ApprovalCard } from "@/components/chat/approval-card";
import { useApprovals } from "@/components/chat/use-approvals";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { listHistory, undoChange } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { usePagedList } from "@/hooks/use-paged-list";
import type { HistoryEntry, PendingAction } from "@/lib/ai/contracts";

type Kind = "all" | "calendar" | "contacts" | "memory" | "tasks" | "mail" | "approvals" | "account";
const kinds: readonly (readonly [Kind, string])[] = [
  ["all", "Everything"],
  ["calendar", "Calendar"],
  ["contacts", "Contacts"],
  ["memory", "Memory"],
  ["tasks", "To-dos"],
  ["mail", "Mail"],
  ["approvals", "Approvals"],
  ["account", "Account"],
];

export interface HistoryPageProps {
  readonly waiting: readonly PendingAction[];
  readonly entries: readonly HistoryEntry[];
  readonly nextCursor: string | null;
  readonly zone: string;
  readonly locale: string;
  readonly hourCycle: "h12" | "h23";
  /** What the owner calls their delegate. */
  readonly delegate: string;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : "Try again in a moment.");

export function HistoryPage({ waiting, entries, nextCursor, zone, locale, hourCycle, delegate }: HistoryPageProps) {
  const router = useRouter();
  const [kind, setKind] = useState<Kind>("all");
  const load = useCallback(async (asked: string, cursor: string | null) => {
    const page = await call(listHistory, { kind: (asked === "" ? "all" : asked) as Kind, ...(cursor === null ? {} : { cursor }), limit: 30 });
    return { items: page.entries, nextCursor: page.nextCursor };
  }, []);
  const list = usePagedList<HistoryEntry>({ items: entries, nextCursor }, load);
  const moment = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: hourCycle === "h23" ? "2-digit" : "numeric",
    minute: "2-digit",
    timeZone: zone,
    hourCycle,
  });

  const { actions, decide } = useApprovals(waiting, () => {
    list.refresh();
    router.refresh();
  });
  const [undoing, setUndoing] = useState<string | null>(null);
  const takeBack = async (entry: HistoryEntry, row: HTMLElement | null) => {
    if (entry.undo === null) return;
    setUndoing(entry.id);
    try {
      await call(undoChange, { changeId: entry.undo.changeId });
      toast({ message: "Taken back." });
      list.put({ ...entry, undone: true, undo: null });
      // Its button goes; who pressed it goes on from here.
      row?.focus({ preventScroll: true });
    } catch (error) {
      toast({ message: "It couldn’t be taken back.", detail: wordsOf(error), tone: "danger" });
    }
    setUndoing(null);
    list.refresh();
  };
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:py-10">
      <PageHeader title="History" about="What waits for your word, and what was done in your name." />
      {actions.length > 0 && (
        <section aria-labelledby="waiting" className="mt-6">
          <h2 id="waiting" className="text-base font-semibold">
            Waits for your word
          </h2>
          {actions.map((action) => (
            <ApprovalCard key={action.id} action={action} zone={zone} onDecide={decide} />
          ))}
        </section>
      )}
      <section aria-labelledby="done" className="mt-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="done" className="text-base font-semibold">
            What was done
          </h2>
          <Select
            aria-label="Show"
            className="w-40"
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Kind);
              list.search(event.target.value);
            }}
          >
            {kinds.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </div>
        {list.items.length === 0 && (
          <EmptyState icon={History} title={kind === "all" ? "Nothing here yet" : "Nothing of this kind yet"}>
            What you and {delegate} do is written down here, with the way back where there is one.
          </EmptyState>
        )}
        <ul aria-label="What was done" className="mt-2 divide-y divide-line">
          {list.items.map((entry) => (
            <li key={entry.id} tabIndex={-1} data-testid="history-entry" className="flex items-start gap-3 py-3">
              <div className="min-w-0 grow">
                <p className="break-words">
                  {entry.href === null ? (
                    entry.said
                  ) : (
                    <Link prefetch={false} href={entry.href} className="underline-offset-4 hover:underline">
                      {entry.said}
                    </Link>
                  )}
                </p>
                <p className="text-sm text-ink-faint">
                  {entry.by}, <time dateTime={entry.at}>{moment.format(new Date(entry.at))}</time>
                </p>
              </div>
              {entry.undone && <Badge>Taken back</Badge>}
              {entry.undo !== null && (
                <Button
                  size="sm"
                  aria-label={`Undo: ${entry.said}`}
                  busy={undoing === entry.id}
                  onClick={(press) => void takeBack(entry, press.currentTarget.closest("li"))}
                >
                  Undo
                </Button>
              )}
            </li>
          ))}
        </ul>
        {list.hasMore && (
          <Button className="mt-3" busy={list.busy} onClick={list.more}>
            Show more
          </Button>
        )}
      </section>
    </div>
  );
}
