/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { createEvent, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Composer } from "@/components/chat/composer";

const draw = (answering = false) => {
  const calls = { onSend: jest.fn(), onStop: jest.fn(), onIntent: jest.fn() };
  render(<Composer delegate="Perin" answering={answering} autoFocus={false} {...calls} />);
  return { ...calls, field: screen.getByTestId("chat-input") };
};

test("Enter sends and empties the field; Shift+Enter breaks the line", async () => {
  const { onSend, field } = draw();
  await userEvent.type(field, "First{Shift>}{Enter}{/Shift}second{Enter}");
  expect(onSend).toHaveBeenCalledTimes(1);
  expect(onSend).toHaveBeenCalledWith("First\nsecond");
  expect(field).toHaveValue("");
});

test("an input method's Enter chooses its word and sends nothing", async () => {
  const { onSend, field } = draw();
  await userEvent.type(field, "にほん");
  const enter = createEvent.keyDown(field, { key: "Enter" });
  Object.defineProperty(enter, "isComposing", { value: true });
  fireEvent(field, enter);
  fireEvent.compositionStart(field);
  fireEvent.compositionEnd(field);
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onSend).not.toHaveBeenCalled();
});

test("nothing is sent from an empty field, nor while an answer is coming; what is written stays", async () => {
  const empty = draw();
  await userEvent.type(empty.field, "   {Enter}");
  expect(empty.onSend).not.toHaveBeenCalled();
});

test("while an answer is coming there is a way to stop it", async () => {
  const { onSend, onStop, field } = draw(true);
  await userEvent.type(field, "Next{Enter}");
  expect(onSend).not.toHaveBeenCalled();
  expect(field).toHaveValue("Next");
  await userEvent.click(screen.getByTestId("stop-button"));
  expect(onStop).toHaveBeenCalledTimes(1);
});

test("each letter tells that what sending needs will be needed", async () => {
  const { onIntent, field } = draw();
  await userEvent.type(field, "Hi");
  expect(onIntent).toHaveBeenCalledTimes(2);
});
