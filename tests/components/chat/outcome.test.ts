import { achievedParts, currentAction, drawnMarks, failureOf, hasActed, stepsOf } from "@/components/chat/outcome";
import type { ChatMessage } from "@/components/chat/chat-message";
import type { Mark } from "@/lib/ai/contracts";
import { done, idOf, nowMs, pendingAction, said, toolPart, waiting } from "../support/fixtures";

const free: Mark = { kind: "free", title: "Free", start: "2026-11-26T10:00:00+01:00", end: "2026-11-26T11:00:00+01:00" };
const undo = { changeId: idOf(70), until: "2026-11-24T14:20:00+01:00", summary: "Lunch added" };
const failure = {
  type: "data-error",
  data: { code: "ai/model-unavailable", message: "The model couldn't be reached.", retryable: true },
} as ChatMessage["parts"][number];
const none = new Map();

test("a step is read from its part, also while it has no outcome yet", () => {
  expect(stepsOf(said("a", "assistant", toolPart("find_events", null, { text: "review" })))).toMatchObject([
    { tool: "find_events", state: "running", input: { text: "review" }, outcome: null },
  ]);
});

test("offers of an earlier turn vanish, a proposal that waits stays", () => {
  const messages = [
    said("1", "user", "find time"),
    said("2", "assistant", toolPart("find_free_time", done("3 free", { marks: [free] })), toolPart("move_event", waiting())),
    said("3", "user", "thanks"),
  ];
  expect(drawnMarks(messages.slice(0, 2), none, new Set(), nowMs).map(({ kind }) => kind)).toEqual(["free", "ghost"]);
  expect(drawnMarks(messages, none, new Set(), nowMs)).toMatchObject([{ kind: "ghost", actionId: idOf(50) }]);
});

test("once the time is booked, the other times are no longer on offer", () => {
  const lit: Mark = { ...free, kind: "highlight", ref: idOf(1) };
  const messages = [
    said("1", "user", "find time and book the earliest"),
    said("2", "assistant", toolPart("find_free_time", done("3 free", { marks: [free] })), toolPart("create_event", waiting())),
  ];
  const action = pendingAction({ state: "approved" });
  const decided = new Map([[action.id, { action, outcome: done("Booked", { marks: [lit], undo }) }]]);
  expect(drawnMarks(messages, decided, new Set(), nowMs)).toEqual([lit]);
});

test("a decided, declined or expired action draws no ghost", () => {
  const messages = [said("1", "user", "move it"), said("2", "assistant", toolPart("move_event", waiting()))];
  const action = pendingAction({ state: "declined" });
  expect(drawnMarks(messages, new Map([[action.id, { action, outcome: null }]]), new Set(), nowMs)).toEqual([]);
  expect(drawnMarks(messages, none, new Set(), nowMs + 2 * 86_400_000)).toEqual([]);
  expect(currentAction(pendingAction(), none, nowMs + 2 * 86_400_000).state).toBe("expired");
});

test("what was taken back is no longer lit", () => {
  const lit: Mark = { ...free, kind: "highlight", ref: idOf(1) };
  const messages = [said("1", "user", "lunch"), said("2", "assistant", toolPart("create_event", done("Done", { marks: [lit], undo })))];
  expect(drawnMarks(messages, none, new Set(), nowMs)).toHaveLength(1);
  expect(drawnMarks(messages, none, new Set([undo.changeId]), nowMs)).toEqual([]);
});

test("only an answer that changed nothing may be answered again", () => {
  expect(hasActed(said("1", "assistant", toolPart("find_events", done("2 events"))))).toBe(false);
  expect(hasActed(said("1", "assistant", toolPart("create_event", done("Done"))))).toBe(true);
});

test("an answer that broke off says why and keeps what it had achieved", () => {
  const broken = said("1", "assistant", toolPart("create_event", done("Done")), "Half a sen", failure);
  expect(failureOf(broken)).toBe("The model couldn't be reached.");
  expect(achievedParts(broken)).toHaveLength(1);
  expect(failureOf(said("1", "assistant", "Fine"))).toBeUndefined();
});
