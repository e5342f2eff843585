/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Chat, type ChatProps } from "@/components/chat/chat";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { done, idOf, nowMs, pendingAction, review, said, toolPart, waiting } from "../support/fixtures";

const refresh = jest.fn();
let pathname = "/chat";
jest.mock("next/navigation", () => ({ usePathname: () => pathname, useRouter: () => ({ refresh }) }));

const profile: ChatProps["profile"] = {
  userId: "ada",
  name: "Ada Lovelace",
  delegateName: "Perin",
  zone: "Europe/Berlin",
  locale: "en-GB",
  hourCycle: "h23",
  weekStart: 1,
};
const props: ChatProps = {
  conversationId: idOf(60),
  messages: [],
  answering: false,
  approvals: [],
  profile,
  nowMs,
  week: { start: "2026-11-23", events: [review] },
  colors: {},
};

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

const stream = (...chunks: unknown[]): Response =>
  new Response([...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), "data: [DONE]\n\n"].join(""), {
    headers: { "content-type": "text/event-stream", "x-vercel-ai-ui-message-stream": "v1" },
  });

const answerOf = (text: string): Response =>
  stream(
    { type: "start", messageId: "answer-1", messageMetadata: { model: "builtin" } },
    { type: "text-start", id: "t" },
    { type: "text-delta", id: "t", delta: text },
    { type: "text-end", id: "t" },
    { type: "finish" },
  );

/** The server as these tests script it; remembers what it was asked. */
const serve = (answers: Record<string, (sent: Sent) => Response>): Sent[] => {
  const asked: Sent[] = [];
  let events: readonly CalendarEvent[] = [review];
  global.fetch = jest.fn(async (address: string | URL | Request, init?: RequestInit) => {
    const path = new URL(String(address), "http://here.invalid").pathname;
    const sent = { method: init?.method ?? "GET", path, body: typeof init?.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {} };
    asked.push(sent);
    const answer = answers[path]?.(sent);
    if (answer) return answer;
    if (path === "/api/events") return Response.json({ events, nextCursor: null });
    if (path.startsWith("/api/approvals/")) events = [{ ...review, start: "2026-11-25T15:00:00+01:00", end: "2026-11-25T16:00:00+01:00" }];
    return Response.json({});
  }) as typeof fetch;
  return asked;
};

const say = async (words: string) => {
  await userEvent.type(screen.getByTestId("chat-input"), words);
  await userEvent.click(screen.getByTestId("send-button"));
};
const last = () => screen.getAllByTestId("ai-response").at(-1)!;
const patient = { timeout: 8_000 };

test("a first message is shown at once, travels alone, and its answer streams in", async () => {
  const asked = serve({ "/api/ai/chat": () => answerOf("Lunch is booked.") });
  render(<Chat {...props} />);
  await say("Lunch on Thursday");
  expect(screen.getByTestId("user-message")).toHaveTextContent("Lunch on Thursday");
  await waitFor(() => expect(last()).toHaveAttribute("data-state", "done"), patient);
  expect(last()).toHaveTextContent(/^Lunch is booked\.\s*Answered by the built-in planner\.$/);
  expect(asked.find(({ path }) => path === "/api/ai/chat")?.body).toMatchObject({
    id: idOf(60),
    trigger: "submit-message",
    messages: [{ role: "user", parts: [{ type: "text", text: "Lunch on Thursday" }] }],
  });
  expect(location.pathname).toBe(`/chat/${idOf(60)}`);
  expect(screen.getByRole("status")).toHaveTextContent("Lunch is booked.");
});

test("a suggestion is sent as it stands", async () => {
  const asked = serve({ "/api/ai/chat": () => answerOf("Yes.") });
  render(<Chat {...props} />);
  await userEvent.click(screen.getByText("Am I free tomorrow afternoon?"));
  await waitFor(() => expect(last()).toHaveAttribute("data-state", "done"), patient);
  expect(JSON.stringify(asked.find(({ path }) => path === "/api/ai/chat")?.body)).toContain("Am I free tomorrow afternoon?");
});

test("a refused request says why in the server's words, keeps what was said, and can be tried again", async () => {
  let busy = true;
  serve({
    "/api/ai/chat": () =>
      busy ? Response.json({ detail: "The database is busy. Nothing was changed; try again in a moment." }, { status: 503 }) : answerOf("Done."),
  });
  render(<Chat {...props} />);
  await say("Lunch");
  expect(await screen.findByTestId("chat-error", {}, patient)).toHaveTextContent("The database is busy.");
  expect(screen.getByTestId("user-message")).toHaveTextContent("Lunch");
  busy = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(last()).toHaveTextContent("Done."), patient);
  expect(screen.getAllByTestId("user-message")).toHaveLength(1);
  expect(screen.queryByTestId("chat-error")).toBeNull();
});

const proposed = [
  said("1", "user", "move the review"),
  said("2", "assistant", toolPart("move_event", waiting(), { when: "Wednesday at 15:00" }), "This needs your word."),
];
const looksOf = (title: string) =>
  within(screen.getByTestId("week"))
    .getAllByRole("button", { name: new RegExp(title) })
    .flatMap((block) => block.dataset.look ?? []);

test("a proposal stands on the week as a ghost until it is approved, and then as the event itself", async () => {
  const action = pendingAction();
  const undo = { changeId: idOf(71), until: "2026-11-24T14:20:00+01:00", summary: "Design review moved" };
  const asked = serve({});
  const scripted = global.fetch;
  global.fetch = jest.fn(async (address: string | URL | Request, init?: RequestInit) => {
    const answer = await scripted(address, init);
    if (!String(address).startsWith("/api/approvals/")) return answer;
    return Response.json({
      action: { ...action, state: "approved", result: "The review is on Wednesday.", undo },
      outcome: done("The review is on Wednesday.", { undo }),
    });
  }) as typeof fetch;
  jest.useFakeTimers({ now: nowMs, advanceTimers: true });
  try {
    render(<Chat {...props} messages={proposed} />);
    expect(looksOf("Design review")).toEqual(["leaving", "ghost"]);
    await userEvent.setup({ advanceTimers: jest.advanceTimersByTime }).click(screen.getByTestId("approve"));
    await waitFor(() => expect(screen.getByTestId("approval-card")).toHaveTextContent("The review is on Wednesday."));
    expect(asked.find(({ path }) => path === `/api/approvals/${action.id}`)?.body).toEqual({ decision: "approve", inputHash: action.inputHash });
    await waitFor(() => expect(looksOf("Design review")).toEqual(["solid"]));
    expect(screen.getByRole("button", { name: /Design review, Wednesday 25 Nov, 15:00–16:00/ })).toBeVisible();
    expect(screen.getByTestId("undo")).toBeVisible();
  } finally {
    jest.useRealTimers();
  }
});

test("an offer on the week can be pressed, which says it", async () => {
  const asked = serve({ "/api/ai/chat": () => answerOf("Booked.") });
  const free = { kind: "free" as const, title: "Free", start: "2026-11-26T10:00:00+01:00", end: "2026-11-26T10:30:00+01:00" };
  render(
    <Chat {...props} messages={[said("1", "user", "find time"), said("2", "assistant", toolPart("find_free_time", done("1 free", { marks: [free] })))]} />,
  );
  await userEvent.click(screen.getByRole("button", { name: "Thursday 26 Nov, 10:00–10:30, free; choose this time" }));
  await waitFor(() => expect(JSON.stringify(asked.find(({ path }) => path === "/api/ai/chat")?.body)).toContain("Book Thursday 26 Nov at 10:00"), patient);
});

test("saying it differently sends the same message's id with the new words", async () => {
  const asked = serve({ "/api/ai/chat": () => answerOf("Fine.") });
  render(<Chat {...props} messages={[said("first", "user", "Lunch at 12"), said("2", "assistant", "At 12.")]} />);
  await userEvent.click(screen.getByRole("button", { name: "Edit and send again" }));
  await userEvent.clear(screen.getByLabelText("Say it differently"));
  await userEvent.type(screen.getByLabelText("Say it differently"), "Lunch at 13{Enter}");
  await waitFor(() => expect(last()).toHaveTextContent("Fine."), patient);
  expect(asked.find(({ path }) => path === "/api/ai/chat")?.body).toMatchObject({ messages: [{ id: "first", parts: [{ text: "Lunch at 13" }] }] });
  expect(screen.getAllByTestId("user-message")).toHaveLength(1);
});

test("an answer that is being written is followed from its first word after a reload", async () => {
  const asked = serve({ [`/api/ai/chat/${idOf(60)}/stream`]: () => answerOf("All of it.") });
  render(<Chat {...props} answering messages={[said("1", "user", "Tell me"), said("answer-1", "assistant", "All o")]} />);
  await waitFor(() => expect(last()).toHaveTextContent("All of it."), patient);
  expect(screen.getAllByTestId("ai-response")).toHaveLength(1);
  expect(asked.some(({ path, method }) => path.endsWith("/stream") && method === "GET")).toBe(true);
});

test("a question's answers can be pressed", async () => {
  const asked = serve({ "/api/ai/chat": () => answerOf("Anna Berg it is.") });
  const question = {
    status: "refused" as const,
    reason: "person-ambiguous",
    said: "Which Anna?",
    options: [
      { label: "Anna Berg", value: "Anna Berg" },
      { label: "Anna Holm", value: "Anna Holm" },
    ],
  };
  render(<Chat {...props} messages={[said("1", "user", "Lunch with Anna"), said("2", "assistant", toolPart("create_event", question), "Which Anna?")]} />);
  await userEvent.click(screen.getByRole("button", { name: "Anna Berg" }));
  await waitFor(() => expect(JSON.stringify(asked.find(({ path }) => path === "/api/ai/chat")?.body)).toContain("Anna Berg"), patient);
});

test("asking for a new chat from the page that a conversation began on brings an empty one", async () => {
  serve({ "/api/ai/chat": () => answerOf("Yes.") });
  pathname = "/chat";
  const { rerender } = render(<Chat {...props} />);
  await say("Hello");
  await waitFor(() => expect(last()).toHaveAttribute("data-state", "done"), patient);
  pathname = `/chat/${idOf(60)}`;
  rerender(<Chat {...props} nowMs={nowMs + 1} />);
  expect(refresh).not.toHaveBeenCalled();
  pathname = "/chat";
  rerender(<Chat {...props} nowMs={nowMs + 2} />);
  expect(refresh).toHaveBeenCalledTimes(1);
});
