/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, render } from "@testing-library/react";
import { NotificationsProvider } from "@/components/notifications/notifications";

const refresh = jest.fn();
const router = { refresh, push: jest.fn() };
jest.mock("next/navigation", () => ({ useRouter: () => router }));

class Stream {
  static readonly CLOSED = 2;
  static readonly all: Stream[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  constructor() {
    Stream.all.push(this);
  }
  addEventListener(): void {}
  close(): void {
    this.readyState = Stream.CLOSED;
  }
}

const shows = (state: DocumentVisibilityState): void => {
  Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
  document.dispatchEvent(new Event("visibilitychange"));
};

test("a page that is looked at again is read anew once the server answers, and not before", () => {
  Object.assign(globalThis, { EventSource: Stream });
  render(<NotificationsProvider unread={0}>{null}</NotificationsProvider>);
  act(() => Stream.all[0]?.onopen?.());
  expect(refresh).not.toHaveBeenCalled();
  act(() => shows("hidden"));
  act(() => shows("visible"));
  expect(Stream.all).toHaveLength(2);
  expect(refresh).not.toHaveBeenCalled();
  act(() => Stream.all[1]?.onopen?.());
  expect(refresh).toHaveBeenCalledTimes(1);
});
