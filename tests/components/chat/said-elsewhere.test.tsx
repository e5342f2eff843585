/** @jest-environment ./tests/components/support/browser-environment.ts */
import { renderHook } from "@testing-library/react";
import type { ChatMessage } from "@/components/chat/chat-message";
import { useSaidElsewhere } from "@/components/chat/use-said-elsewhere";

const id = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
let said: { conversationId: string; messageId: string } | null = null;
jest.mock("@/components/notifications/notifications", () => ({ useNotifications: () => ({ said }) }));
const call = jest.fn((..._: readonly unknown[]) => Promise.resolve({ messages: [], answering: true }));
jest.mock("@/hooks/call", () => ({ call: (...input: readonly unknown[]) => call(...input) }));

const message = (messageId: string): ChatMessage => ({ id: messageId, role: "user", parts: [] });
const conversation = [message("question"), message("answer")];
const follow = (quiet = true) =>
  renderHook(({ messages, isQuiet }) => useSaidElsewhere({ id, messages, quiet: isQuiet, onRead: () => undefined }), {
    initialProps: { messages: conversation, isQuiet: quiet },
  });

beforeEach(() => {
  jest.useFakeTimers();
  call.mockClear();
});
afterEach(() => {
  jest.useRealTimers();
});

test("a message that was edited elsewhere is read before its new answer ends", () => {
  said = { conversationId: id, messageId: "question" };
  follow();
  jest.advanceTimersByTime(1_000);
  expect(call).toHaveBeenCalledTimes(1);
});

test("nothing is read where the last message is here, in another conversation, or while something is said here", () => {
  said = { conversationId: id, messageId: "answer" };
  follow();
  said = { conversationId: "another", messageId: "question" };
  follow();
  said = { conversationId: id, messageId: "question" };
  follow(false);
  jest.advanceTimersByTime(1_000);
  expect(call).not.toHaveBeenCalled();
});

test("the word of this page's own answer, which comes a moment after its end, makes nothing be read", () => {
  said = { conversationId: id, messageId: "question" };
  const { rerender } = follow();
  jest.advanceTimersByTime(100);
  said = { conversationId: id, messageId: "answer" };
  rerender({ messages: conversation, isQuiet: true });
  jest.advanceTimersByTime(1_000);
  expect(call).not.toHaveBeenCalled();
});
