/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { CommandPalette } from "@/components/palette/command-palette";
import { QuickAdd } from "@/components/palette/quick-add";
import { PaletteButton, Shortcuts } from "@/components/palette/shortcuts";

const push = jest.fn();
jest.mock("next/navigation", () => ({ useRouter: () => ({ push, refresh: () => undefined }) }));

beforeEach(() => {
  push.mockClear();
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) =>
    Promise.resolve(
      String(address).includes("/api/contacts")
        ? Response.json({ contacts: [{ id: "01a21bc2-2e8b-72f9-81f4-97fdc6bbfe0b", name: "Maya Lindqvist", email: null }], nextCursor: null })
        : String(address).includes("/api/tasks")
          ? Response.json({ tasks: [{ id: "01a21bc2-2e8b-72f9-81f4-97fdc6bbfe0c", title: "Write to somebody about Maya", dueDate: null }], nextCursor: null })
          : String(address).includes("/api/conversations")
            ? Response.json({ conversations: [{ id: "01a21bc2-2e8b-72f9-81f4-97fdc6bbfe0d", title: "What is on?" }], nextCursor: null })
            : String(address).includes("/api/quick-add/read") && String(init?.body).includes("12:30")
              ? Response.json({ understood: true, tool: "create_event", title: "Add", lines: [], asks: false, inputHash: "a".repeat(64) })
              : Response.json({ detail: "Not now." }, { status: 503 }),
    ),
  ) as typeof fetch;
});

const draw = () =>
  render(
    <>
      <PaletteButton />
      <textarea aria-label="Message" />
      <Shortcuts />
    </>,
  );

/** Keys as they come from whatever has focus, without waiting in between. */
const press = (...keys: readonly string[]): void => {
  for (const key of keys) {
    const target = document.activeElement ?? document.body;
    const taken = !fireEvent.keyDown(target, { key });
    // A key that nobody took writes a letter where the focus is.
    if (!taken && target instanceof HTMLTextAreaElement) fireEvent.change(target, { target: { value: `${target.value}${key}` } });
  }
};

test("what is typed between asking for the palette and its coming is in the palette, and nowhere else", async () => {
  draw();
  const message = screen.getByLabelText("Message");
  message.focus();
  fireEvent.keyDown(message, { key: "k", ctrlKey: true });
  press("m", "a", "x", "Backspace", "y", "a");
  const field = await screen.findByPlaceholderText("Find anything, or write what to add");
  expect(field).toHaveValue("maya");
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard(" l");
  expect(field).toHaveValue("maya l");
  expect(message).toHaveValue("");
});

test("what is typed before quick add has come is the beginning of its line", async () => {
  draw();
  press("q", "l", "u", "n", "c", "h");
  const line = await screen.findByTestId("quick-add");
  await waitFor(() => expect(line).toHaveFocus());
  await userEvent.keyboard(" Thu");
  expect(line).toHaveValue("lunch Thu");
});

test("a letter that comes between drawing and focus isn’t lost", () => {
  const nothing = () => undefined;
  const palette = (initial: string) => <CommandPalette initial={initial} onClose={nothing} onQuickAdd={nothing} onShortcuts={nothing} />;
  const drawn = render(palette("ma"));
  drawn.rerender(palette("may"));
  expect(screen.getByPlaceholderText("Find anything, or write what to add")).toHaveValue("may");
  drawn.rerender(<QuickAdd initial="lun" onClose={nothing} onAdded={nothing} />);
  drawn.rerender(<QuickAdd initial="lunc" onClose={nothing} onAdded={nothing} />);
  expect(screen.getByTestId("quick-add")).toHaveValue("lunc");
});

test("somebody found in the palette is shown on the page of contacts, not just the page", async () => {
  draw();
  await userEvent.click(screen.getByTestId("open-palette"));
  await userEvent.type(await screen.findByPlaceholderText("Find anything, or write what to add"), "lindq");
  await userEvent.click(await screen.findByText("Maya Lindqvist"));
  expect(push).toHaveBeenCalledWith("/contacts?find=Maya%20Lindqvist");
});

test.each(["quickly", "after looking"])("a name alone leads to who has it, Enter pressed %s; only words that say so add something", async (when) => {
  draw();
  await userEvent.click(screen.getByTestId("open-palette"));
  const field = await screen.findByPlaceholderText("Find anything, or write what to add");
  await userEvent.type(field, "maya");
  if (when === "after looking") await waitFor(() => expect(screen.getByRole("option", { name: /Maya Lindqvist/ })).toHaveAttribute("aria-selected", "true"));
  if (when === "after looking")
    expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual([
      "Maya Lindqvist",
      "Write to somebody about Maya",
      "What is on?",
      "Add “maya”…",
    ]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(push).toHaveBeenCalledWith("/contacts?find=Maya%20Lindqvist"));
  await userEvent.click(screen.getByTestId("open-palette"));
  await userEvent.type(await screen.findByPlaceholderText("Find anything, or write what to add"), "lunch with Maya Thu 12:30");
  if (when === "after looking") await screen.findByText("Maya Lindqvist");
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByTestId("quick-add")).toHaveValue("lunch with Maya Thu 12:30");
});

test("closing the palette gives focus back to what it was opened from", async () => {
  draw();
  const message = screen.getByLabelText("Message");
  message.focus();
  fireEvent.keyDown(message, { key: "k", ctrlKey: true });
  await screen.findByTestId("palette");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(message).toHaveFocus());
});
