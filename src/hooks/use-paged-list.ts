"use client";
/** A list that is searched and paged: the server's first page at once, the newest question's answer wins, a failure says why. */
import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const waitMs = 150;

/** A first page that was read anew, with what had been read after it: whoever stands far down stays there. Where nothing comes after it, it is all there is. */
export const withRest = <Item extends { readonly id: string }>(first: ListPage<Item>, known: ListPage<Item>): ListPage<Item> => {
  if (first.nextCursor === null) return first;
  const last = first.items.at(-1)?.id;
  const rest = known.items.slice(known.items.findIndex(({ id }) => id === last) + 1);
  if (last === undefined || rest.length === known.items.length || rest.length === 0) return first;
  const ids = new Set(first.items.map(({ id }) => id));
  return { items: [...first.items, ...rest.filter(({ id }) => !ids.has(id))], nextCursor: known.nextCursor };
};

export const usePagedList = <Item extends { readonly id: string }>(
  initial: ListPage<Item>,
  load: (query: string, cursor: string | null) => Promise<ListPage<Item>>,
  /** What the first page was searched for. */
  sought = "",
) => {
  const [page, setPage] = useState(initial);
  const [query, setQuery] = useState(sought);
  // Read anew by the server, since something was added elsewhere on the page.
  const [read, setRead] = useState(initial.items);
  if (initial.items !== read) {
    setRead(initial.items);
    if (query.trim() === sought) setPage(withRest(initial, page));
  }
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = useCallback(
    async (words: string, after: ListPage<Item> | null) => {
      const mine = (turn.current += 1);
      setBusy(true);
      try {
        const next = await load(words, after?.nextCursor ?? null);
        if (mine === turn.current) setPage(after === null ? next : { ...next, items: [...after.items, ...next.items] });
      } catch (error) {
        if (mine === turn.current)
          toast({ message: "The list couldn’t be read.", detail: error instanceof Error ? error.message : "Try again.", tone: "danger" });
      } finally {
        if (mine === turn.current) setBusy(false);
      }
    },
    [load],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    items: page.items,
    hasMore: page.nextCursor !== null,
    query,
    busy,
    search: (words: string) => {
      setQuery(words);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void ask(words.trim(), null), waitMs);
    },
    more: () => void ask(query.trim(), page),
    refresh: () => void ask(query.trim(), null),
    /** Puts an item in the place of the one with its id, or at the top. */
    put: (item: Item) =>
      setPage((known) => ({
        ...known,
        items: known.items.some(({ id }) => id === item.id) ? known.items.map((one) => (one.id === item.id ? item : one)) : [item, ...known.items],
      })),
    drop: (id: string) => setPage((known) => ({ ...known, items: known.items.filter((one) => one.id !== id) })),
  };
};
