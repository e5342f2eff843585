/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ComposeDialog, type Letter, type LetterProblem } from "@/components/mail/compose-dialog";

const reply: Letter = { to: "tom@example.com", subject: "", body: "", how: "reply", answersId: "a" };

const draw = (letter: Letter, wrong?: LetterProblem) => {
  const acts = { send: jest.fn(() => Promise.resolve(undefined)), leave: jest.fn(() => Promise.resolve(wrong)), discard: jest.fn() };
  render(<ComposeDialog letter={letter} onSend={acts.send} onLeave={acts.leave} onDiscard={acts.discard} />);
  return acts;
};

test("Enter in the address of a reply sends nothing; Ctrl and Enter do", async () => {
  const { send } = draw(reply);
  const to = screen.getByRole("textbox", { name: "To" });
  await userEvent.type(to, "{Enter}");
  expect(send).not.toHaveBeenCalled();
  await userEvent.type(to, "{Control>}{Enter}{/Control}");
  expect(send).toHaveBeenCalledTimes(1);
});

test("a letter that can’t be kept as a draft can be thrown away, and only then", async () => {
  const { discard } = draw({ ...reply, to: "" }, { text: "“nobody” isn’t an e-mail address.", about: "to" });
  await userEvent.type(screen.getByRole("textbox", { name: "To" }), "nobody");
  expect(screen.queryByRole("button", { name: "Throw it away" })).toBeNull();
  await userEvent.keyboard("{Escape}");
  expect(await screen.findByText("“nobody” isn’t an e-mail address.")).toBeInTheDocument();
  await userEvent.click(await screen.findByRole("button", { name: "Throw it away" }));
  expect(discard).toHaveBeenCalledTimes(1);
});

test("what is wrong with the letter as a whole isn’t said of its address", async () => {
  draw(reply, { text: "Perin can’t be reached.", about: "letter" });
  await userEvent.keyboard("{Escape}");
  expect(await screen.findByRole("alert")).toHaveTextContent("Perin can’t be reached.");
  expect(screen.getByRole("textbox", { name: "To" })).toBeValid();
});
