/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { TaskPage } from "@/components/tasks/task-page";
import { Toaster } from "@/components/ui/toaster";
import type { Task } from "@/lib/tasks/contracts";
import { idOf } from "../support/fixtures";

const task = (number: number, title: string, doneAt: string | null = null): Task => ({
  id: idOf(number),
  title,
  notes: "",
  dueDate: null,
  dueTime: null,
  zone: "Europe/Berlin",
  dueAt: null,
  remindAt: null,
  reminded: false,
  minutes: null,
  recurrence: null,
  doneAt,
  planned: null,
  version: 1,
  createdAt: "2026-11-20T10:00:00Z",
});
const reader = { zone: "Europe/Berlin", locale: "en-GB", hourCycle: "h23" as const };
const nowMs = Date.parse("2026-11-26T09:00:00Z");
Element.prototype.scrollIntoView = () => undefined;
const rowOf = (title: string) => screen.getAllByTestId("task").find((row) => row.textContent.includes(title));
const titles = () => screen.getAllByTestId("task").map((row) => row.textContent);

test("a long list goes on where the server's page ends, each to-do once", async () => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request) => {
    asked.push(String(address));
    return Promise.resolve(Response.json({ tasks: [task(2, "Water the plants"), task(3, "Call Tom")], nextCursor: null }));
  }) as typeof fetch;
  const first = { tasks: [task(1, "Pay the rent"), task(2, "Water the plants")], openCursor: "infinity/2", doneCursor: null };
  const { rerender } = render(<TaskPage first={first} reader={reader} nowMs={nowMs} />);
  expect(titles()).toHaveLength(2);
  await userEvent.click(screen.getByRole("button", { name: "Show more" }));
  await waitFor(() => expect(titles()).toHaveLength(3));
  expect(asked[0]).toContain("cursor=infinity%2F2");
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();

  // What was added elsewhere on the page comes with the server's next reading.
  rerender(<TaskPage first={{ ...first, tasks: [...first.tasks, task(4, "Buy stamps")] }} reader={reader} nowMs={nowMs} />);
  expect(rowOf("Buy stamps")).toBeVisible();
});

test("a to-do that a link leads to is marked, also among those that are done", () => {
  const first = { tasks: [task(1, "Pay the rent"), task(2, "Call Tom", "2026-11-25T09:00:00Z")], openCursor: null, doneCursor: "more" };
  const { rerender } = render(<TaskPage first={first} reader={reader} nowMs={nowMs} taskId={idOf(2)} />);
  expect(rowOf("Call Tom")).toHaveAttribute("aria-current", "true");
  expect(screen.getByText(/^Done \(1/)).toHaveTextContent("Done (1 and more)");
  rerender(<TaskPage first={first} reader={reader} nowMs={nowMs} taskId={idOf(1)} />);
  expect(rowOf("Pay the rent")).toHaveAttribute("aria-current", "true");
});

const weekly = (version: number, dueDate: string): Task => ({
  ...task(1, "Water the plants"),
  dueDate,
  dueTime: "09:00",
  dueAt: `${dueDate}T08:00:00.000Z`,
  recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO", start: "2026-11-23T09:00", text: "every Monday" },
  version,
});
const bodies: { url: string; body: unknown }[] = [];
const answering = (...answers: readonly (() => Response)[]): void => {
  bodies.length = 0;
  const left = [...answers];
  global.fetch = jest.fn((address: string, { body }: { body?: string } = {}) => {
    bodies.push({ url: address, body: JSON.parse(body ?? "{}") as unknown });
    return Promise.resolve(left.shift()?.() ?? Response.error());
  }) as unknown as typeof fetch;
};

test("one that repeats says so, is finished by the version that was read, and goes back to where it stood", async () => {
  const undo = { changeId: idOf(9), until: "2026-11-27T09:00:00Z", summary: "“Water the plants” was finished" };
  answering(
    () => Response.json({ ...weekly(4, "2099-11-30"), undo }),
    () => Response.json({ summary: undo.summary, state: "", events: [] }),
    () => Response.json({ ...weekly(6, "2099-11-30"), undo }),
  );
  render(
    <>
      <TaskPage first={{ tasks: [weekly(3, "2020-11-23")] }} reader={reader} nowMs={nowMs} />
      <Toaster />
    </>,
  );
  expect(rowOf("Water the plants")).toHaveTextContent("Repeats every Monday");
  await userEvent.click(screen.getByRole("checkbox", { name: "Water the plants" }));
  await waitFor(() => expect(rowOf("Water the plants")).toHaveTextContent(/Due Mon.* 30 Nov 2099, 09:00/));
  expect(bodies[0]?.body).toEqual({ done: true, version: 3 });
  expect(await screen.findByText(/^Next: Mon.* 30 Nov 2099, 09:00[.]$/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(rowOf("Water the plants")).toHaveTextContent(/Was due Mon.* 23 Nov 2020, 09:00/));
  expect(bodies[1]?.url).toContain(idOf(9));
  await userEvent.click(screen.getByRole("checkbox", { name: "Water the plants" }));
  await waitFor(() => expect(bodies[2]?.body).toEqual({ done: true, version: 5 }));
});

test("finished elsewhere meanwhile, it stands where it is now and isn't finished twice", async () => {
  answering(() => Response.json({ type: "/docs/errors/tasks/version-conflict", detail: "It changed", current: weekly(4, "2099-11-30") }, { status: 409 }));
  render(<TaskPage first={{ tasks: [weekly(3, "2020-11-23")] }} reader={reader} nowMs={nowMs} />);
  await userEvent.click(screen.getByRole("checkbox", { name: "Water the plants" }));
  await waitFor(() => expect(rowOf("Water the plants")).toHaveTextContent(/Due Mon.* 30 Nov 2099, 09:00/));
  expect(bodies).toHaveLength(1);
});

test("the editor shows a rule of its own in words and sends another, or that it doesn't repeat any more", async () => {
  answering(() => Response.json({ ...weekly(4, "2099-11-30"), recurrence: null, undo: null }));
  render(<TaskPage first={{ tasks: [weekly(3, "2099-11-30")] }} reader={reader} nowMs={nowMs} />);
  await userEvent.click(screen.getByRole("button", { name: "Water the plants" }));
  const repeats = await screen.findByLabelText("Repeats");
  expect(repeats).toHaveDisplayValue("Every Monday");
  await userEvent.selectOptions(repeats, "Every month");
  await userEvent.selectOptions(repeats, "Every Monday");
  await userEvent.selectOptions(repeats, "Doesn't repeat");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(bodies.map(({ body }) => body)).toEqual([{ repeat: null }]));
  await waitFor(() => expect(rowOf("Water the plants")).not.toHaveTextContent("every Monday"));
});

test("words that name no day stay in the field with what is wrong; others put it off, say until when, and it can be taken back", async () => {
  const answers = [
    Response.json({ detail: "Not understood.", issues: [{ path: ["until"], message: "Say it like “tomorrow”" }] }, { status: 400 }),
    Response.json({
      ...task(1, "Pay the rent"),
      dueDate: "2026-11-30",
      dueAt: "2026-11-30T23:00:00Z",
      undo: { changeId: "c1", until: "2099-01-01T00:00:00Z" },
    }),
    Response.json({ summary: "“Pay the rent” is due when it was.", state: "", events: [], changeId: "c2" }),
  ];
  const asked: unknown[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    asked.push(init?.body === undefined ? String(address) : JSON.parse(init.body as string));
    return Promise.resolve(answers.shift() as Response);
  }) as typeof fetch;
  render(
    <>
      <TaskPage first={{ tasks: [task(1, "Pay the rent")] }} reader={reader} nowMs={nowMs} />
      <Toaster />
    </>,
  );
  await userEvent.keyboard("js");
  const field = await screen.findByRole("textbox", { name: "Until" }, { timeout: 4_000 });
  await userEvent.type(field, "blurgh{Enter}");
  expect(await screen.findByText("Say it like “tomorrow”")).toBeVisible();
  expect(field).toHaveValue("blurgh");
  expect(field).toHaveAccessibleDescription("Say it like “tomorrow”");
  await userEvent.clear(field);
  await userEvent.type(field, "monday{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toEqual([{ until: "blurgh" }, { until: "monday" }]);
  expect(await screen.findByText("“Pay the rent” is put off.", {}, { timeout: 4_000 })).toBeInTheDocument();
  expect(screen.getByText("Due Mon 30 Nov.")).toBeInTheDocument();
  expect(rowOf("Pay the rent")).toHaveTextContent("Due Mon 30 Nov");
  const told = screen.getByText("“Pay the rent” is put off.").closest("li") as HTMLElement;
  await userEvent.click(within(told).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(rowOf("Pay the rent")).not.toHaveTextContent("Due"));
  expect(asked).toHaveLength(3);
});

test("a reminder at the moment a to-do is due isn't said twice", () => {
  const at = "2099-01-05T21:00:00Z";
  const due = { dueDate: "2099-01-05", dueTime: "22:00", dueAt: at };
  const list = [
    { ...task(1, "Leave"), ...due, remindAt: at },
    { ...task(2, "Pack"), ...due, remindAt: "2099-01-05T20:00:00Z" },
  ];
  render(<TaskPage first={{ tasks: list }} reader={reader} nowMs={nowMs} />);
  expect(rowOf("Leave")).toHaveTextContent(/Due Mon,? 5 Jan 2099, 22:00With a reminder then/);
  expect(rowOf("Pack")).toHaveTextContent(/Due Mon,? 5 Jan 2099, 22:00Reminder Mon,? 5 Jan 2099, 21:00/);
});

test("the next to-do may be written while the one before is on its way, and what wasn’t kept comes back before it", async () => {
  let answer: (response: Response) => void = () => undefined;
  global.fetch = jest.fn(() => new Promise<Response>((resolve) => (answer = resolve))) as unknown as typeof fetch;
  render(<TaskPage first={{ tasks: [] }} reader={reader} nowMs={nowMs} />);
  const field = screen.getByTestId("new-task");
  await userEvent.type(field, "Buy milk{Enter}Call");
  answer(Response.json(task(1, "Buy milk")));
  await waitFor(() => expect(rowOf("Buy milk")).toBeVisible());
  expect(field).toHaveValue("Call");
  await userEvent.type(field, " Tom{Enter}Write");
  answer(Response.error());
  await waitFor(() => expect(field).toHaveValue("Call Tom Write"));
});
