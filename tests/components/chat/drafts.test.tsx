/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Composer } from "@/components/chat/composer";
import { forgetUnsent, forgetWords, keepDraft, keepFirst, keepUnsent, newPlace, rescueFirst, rescueWords, takeWords } from "@/components/chat/drafts";
import { followLeaving } from "@/components/shell/leave";

beforeEach(() => sessionStorage.clear());

const draw = (owner = "ada", place = "talk") => {
  const onSend = jest.fn();
  const drawn = render(
    <Composer
      delegate="Perin"
      answering={false}
      autoFocus={false}
      onSend={onSend}
      onStop={jest.fn()}
      onIntent={jest.fn()}
      takeWords={() => takeWords(owner, place)}
      onWrite={(text) => keepDraft(owner, place, text)}
    />,
  );
  return { ...drawn, onSend, field: screen.getByTestId("chat-input") };
};

test("what is being written is there again after a reload, in its conversation and for its owner alone; sent, it is gone", async () => {
  const first = draw();
  await userEvent.type(first.field, "Half a thought");
  first.unmount();
  const others = draw("eve");
  expect(others.field).toHaveValue("");
  others.unmount();
  const elsewhere = draw("ada", "another");
  expect(elsewhere.field).toHaveValue("");
  elsewhere.unmount();
  const again = draw();
  expect(again.field).toHaveValue("Half a thought");
  await userEvent.type(again.field, "{Enter}");
  expect(again.onSend).toHaveBeenCalledWith("Half a thought");
  again.unmount();
  expect(draw().field).toHaveValue("");
});

test("what was said in vain comes back before what was being written; what the server has doesn't", () => {
  keepUnsent("ada", "talk", "Book lunch");
  keepDraft("ada", "talk", "and a table");
  expect(takeWords("ada", "talk", "Something before")).toBe("Book lunch\n\nand a table");
  keepUnsent("ada", "talk", "Book lunch");
  keepDraft("ada", "talk", "");
  expect(takeWords("ada", "talk", "Book lunch")).toBe("");
  keepUnsent("ada", "talk", "Book lunch");
  forgetUnsent("ada", "talk");
  expect(takeWords("ada", "talk")).toBe("");
});

test("first words that never came to the server wait in a new conversation", () => {
  expect(rescueWords("talk")).toBe(false);
  keepUnsent("ada", "talk", "Book lunch");
  expect(rescueWords("talk")).toBe(true);
  expect(takeWords("ada", "talk")).toBe("");
  expect(takeWords("ada", newPlace)).toBe("Book lunch");
});

test("signing out forgets everybody's words, in the other tabs too, and nothing else", () => {
  sessionStorage.setItem("other", "stays");
  keepDraft("ada", "talk", "secret");
  forgetWords();
  expect(Object.keys(sessionStorage)).toEqual(["other"]);
  keepDraft("ada", "talk", "secret");
  // jsdom can't load the page anew, which is what follows.
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  const end = followLeaving();
  dispatchEvent(new StorageEvent("storage", { key: "perin-theme", newValue: "dark" }));
  expect(takeWords("ada", "talk")).toBe("secret");
  dispatchEvent(new StorageEvent("storage", { key: "perin-signed-out", newValue: "1" }));
  end();
  expect(takeWords("ada", "talk")).toBe("");
});

test("a new conversation finds first words that came to nobody, not those of a conversation that exists", () => {
  keepFirst("ada", "lost", "Book lunch");
  keepFirst("ada", "begun", "Am I free?");
  keepUnsent("ada", "old", "And on Friday?");
  keepFirst("eve", "hers", "Dinner");
  rescueFirst("ada", ["begun"]);
  expect(takeWords("ada", newPlace)).toBe("Book lunch");
  expect(takeWords("ada", "begun")).toBe("Am I free?");
  expect(takeWords("ada", "old")).toBe("And on Friday?");
  expect(takeWords("eve", "hers")).toBe("Dinner");
  keepDraft("ada", newPlace, "");
  keepFirst("ada", "taken", "Book lunch");
  forgetUnsent("ada", "taken");
  rescueFirst("ada", []);
  expect(takeWords("ada", newPlace)).toBe("");
});
