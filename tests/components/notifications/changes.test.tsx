/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, render } from "@testing-library/react";
import { NotificationsProvider, useChangedElsewhere } from "@/components/notifications/notifications";
import { fetchOwn } from "@/hooks/own-requests";
import type { LiveChanges } from "@/lib/notifications/contracts";

const refresh = jest.fn();
const router = { refresh, push: jest.fn() };
jest.mock("next/navigation", () => ({ useRouter: () => router }));

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static newest: Stream | undefined;
  readyState = 1;
  constructor() {
    super();
    Stream.newest = this;
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
}

const says = (changes: LiveChanges): void =>
  act(() => {
    Stream.newest?.dispatchEvent(new MessageEvent("changed", { data: JSON.stringify(changes) }));
  });
const passes = (ms: number): void =>
  act(() => {
    jest.advanceTimersByTime(ms);
  });

const events = jest.fn();
function Week() {
  useChangedElsewhere(["event"], events);
  return null;
}
const open = (address: string): void => {
  window.history.pushState({}, "", address);
  Object.assign(globalThis, { EventSource: Stream });
  render(
    <NotificationsProvider unread={0}>
      <Week />
    </NotificationsProvider>,
  );
};

beforeEach(() => {
  jest.useFakeTimers();
  refresh.mockClear();
  events.mockClear();
});
afterEach(() => {
  jest.useRealTimers();
});

test("a page is drawn anew once for many changes elsewhere of what stands on it, and not for other things", () => {
  open("/tasks");
  says([{ subject: "memory", requestId: "a" }]);
  passes(1_000);
  expect(refresh).not.toHaveBeenCalled();
  says([{ subject: "task", requestId: "b" }]);
  says([{ subject: "task", requestId: null }]);
  passes(3_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("however much goes on elsewhere, a page is read again every two seconds at most", () => {
  open("/today");
  for (let round = 0; round < 40; round += 1) {
    says([{ subject: "event", requestId: `r${round}` }]);
    passes(100);
  }
  expect(refresh.mock.calls.length).toBeGreaterThan(1);
  expect(refresh.mock.calls.length).toBeLessThanOrEqual(3);
});

test("the week hears of events that changed elsewhere on a page that isn't drawn anew", () => {
  open("/chat");
  says([{ subject: "event", requestId: "elsewhere" }]);
  passes(500);
  expect(events).toHaveBeenCalledTimes(1);
  expect(refresh).not.toHaveBeenCalled();
});

test("what this page changed itself isn't read again, also when the word of it comes before its answer", async () => {
  open("/tasks");
  let answer: (response: Response) => void = () => undefined;
  globalThis.fetch = () => new Promise((resolve) => (answer = resolve));
  const asked = fetchOwn("/api/tasks");
  says([{ subject: "task", requestId: "mine" }]);
  passes(5_000);
  answer({ headers: new Headers({ "x-request-id": "mine" }) } as Response);
  await asked;
  passes(1_000);
  expect(refresh).not.toHaveBeenCalled();
  says([{ subject: "task", requestId: "yours" }]);
  passes(1_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});
