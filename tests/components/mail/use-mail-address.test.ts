/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, renderHook, waitFor } from "@testing-library/react";
import { useState } from "react";
import { useMailAddress } from "@/components/mail/use-mail-address";

const useReading = () => {
  const [id, setId] = useState<string>();
  useMailAddress(id, setId, () => setId(undefined));
  return { id, setId };
};

beforeEach(() => history.replaceState(null, "", "/mail"));

test("going back from a mail leads to the list, and forward to the mail again", async () => {
  const { result } = renderHook(useReading);
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
  const { result } = renderHook(useReading);
  act(() => result.current.setId("a"));
  act(() => result.current.setId(undefined));
  await waitFor(() => expect(location.search).toBe(""));
  history.replaceState(null, "", "/mail?mail=c");
  act(() => result.current.setId("c"));
  act(() => result.current.setId(undefined));
  await waitFor(() => expect(location.search).toBe(""));
  expect(result.current.id).toBeUndefined();
});
