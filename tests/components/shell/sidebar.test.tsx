/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Shell } from "@/components/shell/shell";
import { Toaster } from "@/components/ui/toaster";
import type { Conversation } from "@/lib/ai/contracts";
import { idOf } from "../support/fixtures";

const router = { push: jest.fn(), refresh: jest.fn() };
jest.mock("next/navigation", () => ({ usePathname: () => "/chat", useRouter: () => router }));

const conversation = (number: number, title: string, pinned = false): Conversation => ({
  id: idOf(number),
  title,
  pinned,
  createdAt: "2026-11-20T10:00:00Z",
  updatedAt: `2026-11-2${number}T10:00:00Z`,
});
const list = [conversation(3, "Lisbon", true), conversation(2, "Lunch with Maya"), conversation(1, "Who is Tom")];

/** Answers by method; everything else is refused. */
const serve = (answers: Partial<Record<string, (url: URL) => Response>>) => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    const url = new URL(String(address), "http://here.invalid");
    const method = init?.method ?? "GET";
    asked.push(`${method} ${url.pathname}${url.search} ${typeof init?.body === "string" ? init.body : ""}`.trim());
    return Promise.resolve(answers[method]?.(url) ?? Response.json({ detail: "The database is busy. Nothing was changed." }, { status: 503 }));
  }) as typeof fetch;
  return asked;
};

/** What a page is told while it is open; the test tells it. */
class Stream {
  static newest: Stream | undefined;
  readyState = 1;
  onmessage: ((message: { data: string }) => void) | null = null;
  private readonly listeners = new Map<string, (message: { data: string }) => void>();
  constructor() {
    Stream.newest = this;
  }
  addEventListener(name: string, listener: (message: { data: string }) => void): void {
    this.listeners.set(name, listener);
  }
  close(): void {
    this.readyState = 2;
  }
  changed(subject: string): void {
    act(() => this.listeners.get("changed")?.({ data: JSON.stringify([{ subject, requestId: "of-another-window" }]) }));
  }
  said(conversationId: string): void {
    act(() => this.onmessage?.({ data: JSON.stringify({ unread: 0, added: [], said: { conversationId, messageId: `new in ${conversationId}` } }) }));
  }
}
Object.assign(globalThis, { EventSource: Stream });

const page = (conversations: readonly Conversation[] = list, compact: boolean | null = false) => (
  <>
    <Shell
      profile={{ name: "Ada Lovelace", email: "ada@example.com", delegateName: "Perin", role: "owner" }}
      conversations={{ conversations, nextCursor: null }}
      compact={compact}
    >
      <h1>Page</h1>
    </Shell>
    <Toaster />
  </>
);
const draw = (compact: boolean | null = false) => render(page(list, compact));
const titles = () => screen.getAllByTestId("conversation-item").map((item) => within(item).getByRole("link").textContent);
const choose = async (title: string, action: string) => {
  await userEvent.click(screen.getByRole("button", { name: `More about ${title}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: action }, { timeout: 4_000 }));
};

test("the page has its landmarks, a way past the sidebar, and the pinned ones first", () => {
  draw();
  expect(screen.getByRole("main")).toContainElement(screen.getByRole("heading", { name: "Page" }));
  expect(screen.getByRole("navigation", { name: "Main" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Skip to the page" })).toHaveAttribute("href", "#main");
  expect(titles()).toEqual(["Lisbon", "Lunch with Maya", "Who is Tom"]);
  expect(screen.getAllByRole("link", { name: "New chat" })[0]).toHaveAttribute("aria-current", "page");
});

test("narrowed, every place keeps its name and the choice is kept for the next page", async () => {
  draw();
  await userEvent.click(screen.getByRole("button", { name: "Narrow the sidebar" }));
  expect(screen.getByRole("link", { name: "Calendar" })).toBeInTheDocument();
  expect(screen.queryAllByTestId("conversation-item")).toHaveLength(0);
  expect(document.cookie).toContain("perin-sidebar=narrow");
});

test("left neither narrow nor wide it is as the window is, and who widens it goes on from there", async () => {
  draw(null);
  // Both are there; the style sheet shows one.
  const [rail] = screen.getAllByRole("button", { name: "Widen the sidebar" });
  expect(screen.getByRole("button", { name: "Narrow the sidebar" })).toBeInTheDocument();
  await userEvent.click(rail as HTMLElement);
  expect(screen.getByRole("button", { name: "Narrow the sidebar" })).toHaveFocus();
  expect(screen.queryByRole("button", { name: "Widen the sidebar" })).toBeNull();
  expect(titles()).toHaveLength(3);
  expect(document.cookie).toContain("perin-sidebar=wide");
});

test("a new name shows at once and is taken back with a reason when the server won't", async () => {
  const asked = serve({});
  draw();
  await choose("Lunch with Maya", "Rename");
  const field = await screen.findByLabelText("Name");
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.clear(field);
  await userEvent.type(field, "Lunch{Enter}");
  await waitFor(() => expect(asked[0]).toBe(`PATCH /api/conversations/${idOf(2)} {"title":"Lunch"}`));
  expect(await screen.findByText("“Lunch with Maya” stays as it was.", {}, { timeout: 4_000 })).toBeInTheDocument();
  expect(titles()).toContain("Lunch with Maya");
});

test("pinning moves a conversation up", async () => {
  serve({ PATCH: () => Response.json({ ...list[2], pinned: true }) });
  draw();
  await choose("Who is Tom", "Pin");
  await waitFor(() => expect(titles()).toEqual(["Lisbon", "Who is Tom", "Lunch with Maya"]));
});

test("deleting asks first, naming what goes, and does nothing when it is kept", async () => {
  const asked = serve({ DELETE: () => Response.json({ deleted: true }) });
  draw();
  await choose("Who is Tom", "Delete");
  const question = await screen.findByRole("dialog", { name: "Delete “Who is Tom”?" });
  await userEvent.click(within(question).getByRole("button", { name: "Keep it" }));
  expect(asked).toEqual([]);
  await waitFor(() => expect(screen.getByRole("button", { name: "More about Who is Tom" })).toHaveFocus());
  await choose("Who is Tom", "Delete");
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(titles()).toEqual(["Lisbon", "Lunch with Maya"]));
  expect(asked).toEqual([`DELETE /api/conversations/${idOf(1)}`]);
});

test("searching asks the server, and an empty answer says so", async () => {
  const asked = serve({ GET: (url) => Response.json({ conversations: url.searchParams.get("query") === "l" ? list.slice(0, 2) : [], nextCursor: null }) });
  draw();
  await userEvent.type(screen.getByRole("searchbox", { name: "Search conversations" }), "lx");
  expect(await screen.findByText("No conversation has these words.")).toBeVisible();
  expect(asked.at(-1)).toBe("GET /api/conversations?query=lx&limit=30");
});

test("what another window renames, begins or goes on with shows here, and what goes on in the newest one asks nothing", async () => {
  let stored: readonly Conversation[] = [list[0], { ...list[1], title: "Lunch with Tom" }, list[2]] as Conversation[];
  const asked = serve({ GET: () => Response.json({ conversations: stored, nextCursor: null }) });
  draw();
  Stream.newest?.changed("task");
  Stream.newest?.changed("conversation");
  await waitFor(() => expect(titles()).toEqual(["Lisbon", "Lunch with Tom", "Who is Tom"]));
  expect(asked).toEqual(["GET /api/conversations?limit=30"]);

  Stream.newest?.said(idOf(3));
  expect(asked).toHaveLength(1);
  stored = [list[0], conversation(4, "A new one"), ...list.slice(1)] as Conversation[];
  Stream.newest?.said(idOf(4));
  await waitFor(() => expect(titles()).toContain("A new one"));
  expect(asked).toHaveLength(2);
});

test("a page that was read anew brings its conversations along, and what is being searched for stays", async () => {
  serve({ GET: () => Response.json({ conversations: [list[2]], nextCursor: null }) });
  const { rerender } = draw();
  rerender(page(list.slice(0, 2)));
  expect(titles()).toEqual(["Lisbon", "Lunch with Maya"]);
  await userEvent.type(screen.getByRole("searchbox", { name: "Search conversations" }), "tom");
  await waitFor(() => expect(titles()).toEqual(["Who is Tom"]));
  rerender(page(list));
  expect(titles()).toEqual(["Who is Tom"]);
});
