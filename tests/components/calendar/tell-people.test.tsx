/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { TellPeople } from "@/components/calendar/tell-people";

const answered = (answer: { reached: string[]; missed: string[]; reason: string | null }) => {
  globalThis.fetch = jest.fn(() => Promise.resolve(new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } })));
};
const people = [{ email: "maya@example.com", name: "Maya" }];

test("who will be e-mailed is said before anything is saved, and a switch keeps them from it", async () => {
  answered({ reached: ["maya@example.com"], missed: [], reason: null });
  const onChange = jest.fn();
  render(<TellPeople people={people} onChange={onChange} />);
  expect(onChange).toHaveBeenLastCalledWith(false);
  expect(await screen.findByText("Maya will be e-mailed.")).toBeVisible();
  await waitFor(() => expect(onChange).toHaveBeenLastCalledWith(true));
  await userEvent.click(screen.getByLabelText("Tell them by e-mail"));
  expect(screen.getByText("Nobody will be e-mailed.")).toBeVisible();
  expect(onChange).toHaveBeenLastCalledWith(false);
});

test("where nobody can be, that is said, and nobody is told", async () => {
  answered({ reached: [], missed: ["maya@example.com"], reason: "no mail account is connected" });
  const onChange = jest.fn();
  render(<TellPeople people={people} onChange={onChange} />);
  expect(await screen.findByText("Nobody can be e-mailed: no mail account is connected.")).toBeVisible();
  expect(screen.getByLabelText("Tell them by e-mail")).toBeDisabled();
  expect(screen.getByLabelText("Tell them by e-mail")).not.toBeChecked();
  expect(onChange).not.toHaveBeenCalledWith(true);
});

test("only the words are read out, and the switch says whom it is about", async () => {
  answered({ reached: ["maya@example.com"], missed: [], reason: null });
  render(<TellPeople people={people} onChange={jest.fn()} />);
  await screen.findByText("Maya will be e-mailed.");
  expect(screen.getByRole("status")).toHaveTextContent(/^Maya will be e-mailed\.$/);
  expect(screen.getByRole("switch")).toHaveAccessibleDescription("Maya will be e-mailed.");
});
