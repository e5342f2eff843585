/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, renderHook, waitFor } from "@testing-library/react";
import { useCalendarEvents } from "@/components/calendar/use-calendar-events";
import { event } from "../support/fixtures";

const lunch = event(1, "Lunch", "24T12:30", "24T13:30");

test("days that were turned to are unknown until they are read; those that came with the page are known", async () => {
  const waiting: ((response: Response) => void)[] = [];
  global.fetch = jest.fn((address: string) =>
    address.startsWith("/api/events")
      ? new Promise<Response>((resolve) => waiting.push(resolve))
      : Promise.resolve(Response.json({ windows: [], nextCursor: null })),
  ) as unknown as typeof fetch;
  const { result } = renderHook(() => useCalendarEvents([lunch]));
  act(() => result.current.show({ from: "2026-11-23T00:00:00+01:00", to: "2026-11-30T00:00:00+01:00" }));
  expect(result.current.turning).toBe(false);
  act(() => result.current.show({ from: "2026-11-30T00:00:00+01:00", to: "2026-12-07T00:00:00+01:00" }));
  expect(result.current.turning).toBe(true);
  waiting.at(-1)?.(Response.json({ events: [], nextCursor: null }));
  await waitFor(() => expect(result.current.turning).toBe(false));
  expect(result.current.events).toEqual([]);
});
