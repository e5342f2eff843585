/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { DayBrief } from "@/components/today/day-brief";
import { TodayPage, type TodayPageProps } from "@/components/today/today-page";
import { WaitingApprovals } from "@/components/today/waiting-approvals";
import type { PendingAction } from "@/lib/ai/contracts";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { idOf } from "../support/fixtures";

const refresh = jest.fn();
jest.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));

const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const dayOf = (instant: string): string => instant.slice(0, 10);

const event = (start: string, end: string): CalendarEvent => ({
  id: idOf(1),
  ref: idOf(1),
  calendarId: idOf(2),
  title: "Standup",
  description: "",
  location: "",
  start,
  end,
  allDay: false,
  zone: "UTC",
  status: "confirmed",
  showAs: "busy",
  attendees: [],
  guests: [],
  recurrence: null,
  version: 1,
});

const draw = (props: Partial<TodayPageProps>, next: CalendarEvent | null) =>
  render(
    <TodayPage
      greeting="Good morning, Nora"
      day="Friday 27 Nov"
      today={{
        now: at(0),
        date: dayOf(at(0)),
        zone: "UTC",
        next: next === null ? null : { event: next, conflicts: [] },
        events: [],
        over: 0,
        free: { minutes: 0, windows: [] },
        tasks: { overdue: [], today: [] },
      }}
      brief={null}
      briefComes="Today’s brief comes at 07:30."
      approvals={[]}
      mails={[]}
      clock={{ zone: "UTC", locale: "en-GB", hourCycle: "h23" }}
      nextDay={null}
      {...props}
    />,
  );

beforeEach(() => refresh.mockClear());

test("an event that is over isn’t followed by “nothing”: the page is read again", async () => {
  draw({}, event(at(-60), at(-1)));
  await waitFor(() => expect(refresh).toHaveBeenCalled());
  expect(screen.queryByText(/Nothing is on your calendar/)).toBeNull();
});

test("an event that is still ahead has its own day in its address, and the page stands", () => {
  const start = at(3 * 24 * 60);
  draw({}, event(start, at(3 * 24 * 60 + 30)));
  expect(screen.getByRole("link", { name: "Standup" })).toHaveAttribute("href", expect.stringContaining(`date=${dayOf(start)}`));
  expect(refresh).not.toHaveBeenCalled();
});

test("a brief says of which hour it is", () => {
  const day = dayOf(at(0));
  draw({ brief: { id: idOf(3), day, sentences: ["Nothing is on your calendar today."], phrased: null, createdAt: `${day}T07:30:00Z` } }, null);
  expect(screen.getByText("As of 07:30")).toBeInTheDocument();
});

test("what is left of the day leads to each of its events, and free minutes are those between the hours that are shown", () => {
  const start = at(30);
  const today = {
    now: at(0),
    date: dayOf(at(0)),
    zone: "UTC",
    next: null,
    events: [event(start, at(60))],
    over: 0,
    free: { minutes: 90, windows: [{ start: at(-10), end: `${at(90).slice(0, 17)}00.000Z` }] },
    tasks: { overdue: [], today: [] },
  };
  draw({ today }, null);
  expect(screen.getByRole("link", { name: /Standup/ })).toHaveAttribute("href", expect.stringContaining(`date=${dayOf(start)}&event=`));
  expect(screen.getByTestId("free-time")).toHaveTextContent("1 h 30 min");
});

test("what was decided elsewhere stops waiting here, and the last one that was decided here stays to be seen", async () => {
  const waiting: PendingAction = {
    id: idOf(4),
    conversationId: null,
    tool: "create_event",
    title: "Book “Dinner”",
    lines: [],
    tells: [],
    telling: null,
    editable: [],
    input: {},
    inputHash: "hash",
    state: "waiting",
    createdAt: at(0),
    expiresAt: at(60),
    marks: [],
    result: null,
    undo: null,
  };
  const { rerender } = render(<WaitingApprovals title="Waits" approvals={[waiting]} zone="UTC" />);
  rerender(<WaitingApprovals title="Waits" approvals={[]} zone="UTC" />);
  expect(screen.queryByText("Waits")).toBeNull();
  const action = { ...waiting, state: "approved", result: "“Dinner” is booked." };
  globalThis.fetch = () => Promise.resolve(Response.json({ action, outcome: null }));
  rerender(<WaitingApprovals title="Waits" approvals={[waiting]} zone="UTC" />);
  await act(async () => screen.getByTestId("approve").click());
  rerender(<WaitingApprovals title="Waits" approvals={[]} zone="UTC" />);
  expect(screen.getByText("“Dinner” is booked.")).toBeInTheDocument();
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("the brief that was asked for is read from where its button was", async () => {
  global.fetch = jest.fn(() =>
    Promise.resolve(Response.json({ id: idOf(1), day: "2026-11-26", sentences: ["Nothing is planned."], phrased: null, createdAt: "2026-11-26T09:00:00Z" })),
  ) as typeof fetch;
  render(<DayBrief initial={null} day="2026-11-26" comes="One comes at 07:30." clock={{ zone: "UTC", locale: "en-GB", hourCycle: "h23" }} />);
  await userEvent.click(screen.getByRole("button", { name: "Write it now" }));
  expect(await screen.findByText("Nothing is planned.")).toBeVisible();
  expect(document.activeElement).toHaveTextContent("Nothing is planned.As of 09:00");
});
