import { withLimit } from "@/lib/resilience/deadline";

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
const untilAborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(signal.reason), { once: true }));

test("work that is over leaves no timer behind, also when it fails", async () => {
  const before = timers();
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 20 }, () => withLimit("a turn", 60_000, signal, () => Promise.resolve())));
  await expect(withLimit("a turn", 60_000, signal, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(timers()).toBe(before);
});

test("too late, the signal says so by a code, and the work says itself how it ended", async () => {
  expect(await withLimit("a turn", 20, new AbortController().signal, untilAborted)).toMatchObject({ code: "resilience/deadline" });
});

test("what stops the caller stops the work, for the caller's reason", async () => {
  const caller = new AbortController();
  const ended = withLimit("a turn", 60_000, caller.signal, untilAborted);
  caller.abort(new Error("gone"));
  expect(await ended).toEqual(new Error("gone"));
});
