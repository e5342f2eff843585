/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, renderHook } from "@testing-library/react";
import { usePagedList, type ListPage } from "@/hooks/use-paged-list";

interface Item {
  readonly id: string;
}
const page = (ids: string, nextCursor: string | null): ListPage<Item> => ({ items: [...ids].map((id) => ({ id })), nextCursor });

test("a first page that is read anew leaves what was read after it, and shows what was added and taken away", async () => {
  const load = (_: string, cursor: string | null): Promise<ListPage<Item>> => Promise.resolve(cursor === "c" ? page("def", "f") : page("abc", "c"));
  const { result, rerender } = renderHook(({ first }) => usePagedList(first, load), { initialProps: { first: page("abc", "c") } });
  await act(async () => result.current.more());
  const ids = (): string => result.current.items.map(({ id }) => id).join("");
  expect(ids()).toBe("abcdef");
  rerender({ first: page("nac", "c") });
  expect(ids()).toBe("nacdef");
  expect(result.current.hasMore).toBe(true);
  rerender({ first: page("xyz", null) });
  expect(ids()).toBe("xyz");
  expect(result.current.hasMore).toBe(false);
});
