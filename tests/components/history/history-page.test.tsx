/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HistoryPage } from "@/components/history/history-page";
import type { HistoryEntry } from "@/lib/ai/contracts";
import { idOf } from "../support/fixtures";

jest.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const entry: HistoryEntry = {
  id: idOf(1),
  at: "2026-11-26T09:00:00Z",
  by: "You",
  said: "Booked “Lunch”",
  action: "event.create",
  href: null,
  undone: false,
  undo: { changeId: idOf(2), summary: "“Lunch” is off the calendar", until: "2099-11-26T09:00:00Z" },
};

test("who takes something back goes on from its line, whose button is gone", async () => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    asked.push(`${init?.method ?? "GET"} ${String(address)}`);
    return Promise.resolve(Response.json({ summary: "Taken back", entries: [{ ...entry, undone: true, undo: null }], nextCursor: null }));
  }) as typeof fetch;
  render(<HistoryPage waiting={[]} entries={[entry]} nextCursor={null} zone="Europe/Berlin" locale="en-GB" hourCycle="h23" delegate="Perin" />);
  await userEvent.click(screen.getByRole("button", { name: "Undo: Booked “Lunch”" }));
  const line = screen.getByTestId("history-entry");
  expect(await within(line).findByText("Taken back")).toBeVisible();
  await waitFor(() => expect(line).toHaveFocus());
  expect(asked[0]).toMatch(new RegExp(`^POST .*${idOf(2)}`));
});

test("a second press while the first is on its way takes nothing back twice", async () => {
  const undone: string[] = [];
  let answer: (response: Response) => void = () => undefined;
  global.fetch = jest.fn((address: string, { method = "GET" }: { method?: string } = {}) => {
    if (method === "GET") return Promise.resolve(Response.json({ detail: "Busy." }, { status: 503 }));
    undone.push(address);
    return new Promise<Response>((resolve) => (answer = resolve));
  }) as unknown as typeof fetch;
  render(<HistoryPage waiting={[]} entries={[entry]} nextCursor={null} zone="Europe/Berlin" locale="en-GB" hourCycle="h23" delegate="Perin" />);
  const button = screen.getByRole("button", { name: "Undo: Booked “Lunch”" });
  await userEvent.click(button);
  await userEvent.click(button);
  answer(Response.json({ summary: "Taken back" }));
  // It stands as it is, also where the list can't be read anew.
  expect(await within(screen.getByTestId("history-entry")).findByText("Taken back")).toBeVisible();
  expect(undone).toHaveLength(1);
});
