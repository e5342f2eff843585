/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, renderHook } from "@testing-library/react";
import { noDetails } from "@/components/talk/booking-form";
import { useKeptDetails } from "@/components/talk/use-kept-details";

const vera = { ...noDetails, name: "Vera", email: "vera@example.org", answers: { topic: "The garden" }, consent: true };

test("what a visitor filled in survives a reload but for consent, is one link’s alone, and goes once it is sent", () => {
  const first = renderHook(() => useKeptDetails("one"));
  act(() => first.result.current.change(vera));
  expect(first.result.current.details).toEqual(vera);
  expect(renderHook(() => useKeptDetails("one")).result.current.details).toEqual({ ...vera, consent: false });
  expect(renderHook(() => useKeptDetails("other")).result.current.details).toEqual(noDetails);
  act(() => first.result.current.sent());
  expect(renderHook(() => useKeptDetails("one")).result.current.details).toEqual(noDetails);
});
