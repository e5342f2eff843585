/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApprovalCard } from "@/components/chat/approval-card";
import { pendingAction } from "../support/fixtures";

const nothing = () => Promise.resolve(undefined);

test("the card says what changes, from what to what, and whom it concerns", () => {
  render(<ApprovalCard action={pendingAction()} zone="Europe/Berlin" onDecide={nothing} />);
  const card = screen.getByTestId("approval-card");
  expect(within(card).getByText("Tuesday 24 Nov, 14:00–15:00").tagName).toBe("DEL");
  expect(within(card).getByText("Wednesday 25 Nov, 15:00–16:00").tagName).toBe("INS");
  expect(card).toHaveTextContent("This concerns Maya Lind, tom@example.com.");
});

test("who will be e-mailed is said as the server found it, and nothing of it where that isn't known", () => {
  const { rerender } = render(<ApprovalCard action={pendingAction({ telling: "2 people will be e-mailed." })} zone="Europe/Berlin" onDecide={nothing} />);
  expect(screen.getByTestId("approval-card")).toHaveTextContent("This concerns Maya Lind, tom@example.com. 2 people will be e-mailed.");
  rerender(<ApprovalCard action={pendingAction()} zone="Europe/Berlin" onDecide={nothing} />);
  expect(screen.getByTestId("approval-card")).not.toHaveTextContent("mailed");
});

test("approving sends no edits when nothing was corrected, and the correction when something was", async () => {
  const decide = jest.fn(nothing);
  const action = pendingAction();
  render(<ApprovalCard action={action} zone="Europe/Berlin" onDecide={decide} />);
  await userEvent.click(screen.getByTestId("approve"));
  expect(decide).toHaveBeenLastCalledWith(action, "approve", undefined);
  await userEvent.click(screen.getByRole("button", { name: "Edit" }));
  await userEvent.clear(screen.getByLabelText("When"));
  await userEvent.type(screen.getByLabelText("When"), "Thursday at 10");
  await userEvent.click(screen.getByRole("button", { name: "Approve with changes" }));
  expect(decide).toHaveBeenLastCalledWith(action, "approve", { when: "Thursday at 10" });
});

test("declining never sends a correction", async () => {
  const decide = jest.fn(nothing);
  render(<ApprovalCard action={pendingAction()} zone="Europe/Berlin" onDecide={decide} />);
  await userEvent.click(screen.getByRole("button", { name: "Edit" }));
  await userEvent.type(screen.getByLabelText("When"), "!");
  await userEvent.click(screen.getByTestId("decline"));
  expect(decide).toHaveBeenLastCalledWith(expect.anything(), "decline", undefined);
});

test("what the server refuses is told and the card goes on waiting", async () => {
  render(<ApprovalCard action={pendingAction()} zone="Europe/Berlin" onDecide={() => Promise.resolve("That time is taken.")} />);
  await userEvent.click(screen.getByTestId("approve"));
  expect(await screen.findByRole("alert")).toHaveTextContent("That time is taken.");
  expect(screen.getByTestId("approve")).toBeEnabled();
});

test.each([
  ["expired", /ran out/],
  ["declined", /declined/],
  ["approved", /Done/],
  ["failed", /didn’t work/],
] as const)("a card that is %s says so and can't be pressed", (state, words) => {
  render(<ApprovalCard action={pendingAction({ state })} zone="Europe/Berlin" onDecide={nothing} />);
  expect(screen.getByText(words)).toBeVisible();
  expect(screen.queryByTestId("approve")).toBeNull();
});

test("the result in the server's words takes the place of ours", () => {
  render(<ApprovalCard action={pendingAction({ state: "approved", result: "“Design review” is booked." })} zone="Europe/Berlin" onDecide={nothing} />);
  expect(screen.getByText("“Design review” is booked.")).toBeVisible();
});
