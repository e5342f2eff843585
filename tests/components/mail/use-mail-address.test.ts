/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, renderHook, waitFor } from "@testing-library/react";
import { useState, useSyncExternalStore } from "react";
import type { Place } from "@/components/mail/place";
import { useMailAddress } from "@/components/mail/use-mail-address";

/** As Next does: the address as it stands after each step through the history, and after each that is written. */
const mockAddress = () =>
  useSyncExternalStore(
    (onChange) => {
      for (const kind of ["popstate", "written"]) addEventListener(kind, onChange);
      return () => {
        for (const kind of ["popstate", "written"]) removeEventListener(kind, onChange);
      };
    },
    () => location.search,
  );
for (const verb of ["pushState", "replaceState"] as const) {
  const write = history[verb].bind(history);
  history[verb] = (...given) => {
    write(...given);
    dispatchEvent(new Event("written"));
  };
}
jest.mock("next/navigation", () => ({ useSearchParams: () => mockAddress() }));

const useReading = (first: Place = { view: "inbox" }) => {
  const [place, setPlace] = useState(first);
  const [id, setId] = useState<string>();
  const show = (next: Place): void => {
    setPlace(next);
    setId(undefined);
  };
  useMailAddress(place, id, { show, open: setId, close: () => setId(undefined) });
  return { place, id, setId, show };
};

beforeEach(() => history.replaceState(null, "", "/mail"));

test("going back from a mail leads to the list, and forward to the mail again", async () => {
  const { result } = renderHook(() => useReading());
  act(() => result.current.setId("a"));
  expect(location.search).toBe("?mail=a");
  act(() => result.current.setId("b"));
  expect(location.search).toBe("?mail=b");
  act(() => history.back());
  await waitFor(() => expect(result.current.id).toBeUndefined());
  expect(location.search).toBe("");
  act(() => history.forward());
  await waitFor(() => expect(result.current.id).toBe("b"));
});

test("closing a mail takes its address away, however it was come to", async () => {
  const { result } = renderHook(() => useReading());
  act(() => result.current.setId("a"));
  act(() => result.current.setId(undefined));
  await waitFor(() => expect(location.search).toBe(""));
  act(() => history.replaceState(null, "", "/mail?mail=c"));
  act(() => result.current.setId("c"));
  act(() => result.current.setId(undefined));
  await waitFor(() => expect(location.search).toBe(""));
  expect(result.current.id).toBeUndefined();
});

test("folder and label stand in the address, the mail that is read beside them, and going back goes through them", async () => {
  const { result } = renderHook(() => useReading());
  act(() => result.current.show({ view: "sent" }));
  expect(location.search).toBe("?in=sent");
  act(() => result.current.setId("a"));
  expect(location.search).toBe("?in=sent&mail=a");
  act(() => result.current.show({ view: "inbox", label: "Tax & more" }));
  expect(location.search).toBe("?label=Tax+%26+more");
  act(() => history.back());
  await waitFor(() => expect(result.current).toMatchObject({ place: { view: "sent" }, id: "a" }));
  expect(location.search).toBe("?in=sent&mail=a");
  act(() => result.current.setId(undefined));
  await waitFor(() => expect(location.search).toBe("?in=sent"));
  act(() => history.back());
  await waitFor(() => expect(result.current.place).toEqual({ view: "inbox" }));
});

test("a mail's address that was opened from elsewhere shows the mail, and leaving it stays on the page", async () => {
  history.replaceState(null, "", "/mail?in=sent&mail=c");
  const { result } = renderHook(() => useReading({ view: "sent" }));
  expect(result.current.id).toBe("c");
  act(() => result.current.setId(undefined));
  await waitFor(() => expect(location.search).toBe("?in=sent"));
  expect(result.current.place).toEqual({ view: "sent" });
});
