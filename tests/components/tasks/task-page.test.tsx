/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { TaskPage } from "@/components/tasks/task-page";
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
