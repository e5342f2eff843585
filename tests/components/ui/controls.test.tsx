/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Inbox, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { MenuButton } from "@/components/ui/menu-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Tabs } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";
import { Toaster } from "@/components/ui/toaster";
import { ZoneField } from "@/components/settings/zone-field";
import { Tooltip } from "@/components/ui/tooltip";

test("a field ties its label, hint and error to its control", () => {
  render(
    <Field label="E-mail" hint="Where we write to" error="Write an e-mail address">
      {(control) => <Input {...control} />}
    </Field>,
  );
  const control = screen.getByLabelText("E-mail");
  expect(control).toBeInvalid();
  expect(control).toHaveAccessibleDescription("Where we write to Write an e-mail address");
});

test("a busy button keeps its focus and ignores presses, also for its form", async () => {
  const pressed = jest.fn();
  const sent = jest.fn((event: { preventDefault: () => void }) => event.preventDefault());
  render(
    <form onSubmit={sent}>
      <Button busy type="submit" onClick={pressed}>
        Save
      </Button>
    </form>,
  );
  const button = screen.getByRole("button", { name: "Save" });
  await userEvent.click(button);
  expect(button).toHaveFocus();
  expect(pressed).not.toHaveBeenCalled();
  expect(sent).not.toHaveBeenCalled();
});

test("a menu opens by keyboard, runs what is chosen and gives focus back", async () => {
  const rename = jest.fn();
  render(
    <MenuButton
      label="More"
      groups={[[{ label: "Rename", icon: Pencil, onSelect: rename }], [{ label: "Delete", icon: Trash2, tone: "danger", onSelect: jest.fn() }]]}
    >
      …
    </MenuButton>,
  );
  const button = screen.getByRole("button", { name: "More" });
  button.focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(await screen.findByRole("menu", { name: "More" }, { timeout: 4_000 })).toBeVisible();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(rename).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(button).toHaveFocus());
});

test("a dialog is named by its title and leaves on Escape", async () => {
  const changed = jest.fn();
  render(<Dialog open onOpenChange={changed} title="Delete “Lunch”?" description="It is gone for good." footer={<Button>Keep it</Button>} />);
  expect(screen.getByRole("dialog", { name: "Delete “Lunch”?" })).toHaveAccessibleDescription("It is gone for good.");
  await userEvent.keyboard("{Escape}");
  expect(changed).toHaveBeenCalledWith(false);
});

type Asked = "first" | "second" | null;

/** A row with a menu that opens a dialog, from which another one is reached; "Delete" takes the row away. */
function Row() {
  const [asked, setAsked] = useState<Asked>(null);
  const [there, setThere] = useState(true);
  const close = () => setAsked(null);
  return (
    <main id="main" tabIndex={-1}>
      {there && (
        <>
          <Button onClick={() => setAsked("first")}>Open</Button>
          <MenuButton
            label="More"
            groups={[
              [
                { label: "Edit", onSelect: () => setAsked("first") },
                { label: "Remove", onSelect: () => setThere(false) },
              ],
            ]}
          >
            …
          </MenuButton>
        </>
      )}
      {asked === "first" && (
        <Dialog open onOpenChange={close} title="First">
          <Button onClick={() => setAsked("second")}>Go on</Button>
          <Button
            onClick={() => {
              setThere(false);
              close();
            }}
          >
            Delete
          </Button>
        </Dialog>
      )}
      {asked === "second" && (
        <Dialog open onOpenChange={close} title="Second">
          <Button>Fine</Button>
        </Dialog>
      )}
    </main>
  );
}

test("a press beside a dialog closes it, but never once something was typed into it", async () => {
  const changed = jest.fn();
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  render(
    <Dialog open onOpenChange={changed} title="New contact">
      <Input aria-label="Name" />
    </Dialog>,
  );
  // Radix listens from the next turn on.
  await new Promise((resolve) => setTimeout(resolve, 10));
  await user.click(document.body);
  expect(changed).toHaveBeenCalledTimes(1);
  await user.type(screen.getByLabelText("Name"), "Maya");
  await user.click(document.body);
  expect(changed).toHaveBeenCalledTimes(1);
  await user.keyboard("{Escape}");
  expect(changed).toHaveBeenCalledTimes(2);
});

test("Escape closes a field's list first, and the dialog around it next", async () => {
  const changed = jest.fn();
  render(
    <Dialog open onOpenChange={changed} title="New contact">
      <ZoneField label="Their time zone" value="Europe/Berlin" onChange={() => undefined} />
    </Dialog>,
  );
  const field = screen.getByLabelText("Their time zone");
  await userEvent.type(field, "lisb");
  expect(screen.getByRole("option", { name: /Lisbon/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("option")).toBeNull();
  expect(changed).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(changed).toHaveBeenCalledTimes(1);
});

test("a zone that nothing is called is said to be none while it is typed", async () => {
  render(<ZoneField label="Time zone" value="Europe/Berlin" onChange={() => undefined} />);
  await userEvent.type(screen.getByLabelText("Time zone"), "Atlantis");
  expect(screen.getByRole("status")).toHaveTextContent("No zone has this name.");
});

test("a finger that scrolls the zones chooses none; a press does, and the field keeps the focus", async () => {
  const changed = jest.fn();
  render(<ZoneField label="Time zone" value="Europe/Berlin" onChange={changed} />);
  const field = screen.getByLabelText("Time zone");
  await userEvent.type(field, "lisb");
  const option = screen.getByRole("option", { name: /Lisbon/ });
  fireEvent.pointerDown(option, { pointerType: "touch" });
  fireEvent.pointerCancel(option, { pointerType: "touch" });
  expect(changed).not.toHaveBeenCalled();
  await userEvent.click(option);
  expect(changed).toHaveBeenCalledWith("Europe/Lisbon");
  expect(field).toHaveFocus();
});

test.each(["Open", "More"])("a dialog gives focus back to what it was opened from, a menu’s button too: %s", async (name) => {
  render(<Row />);
  await userEvent.click(screen.getByRole("button", { name }));
  if (name === "More") await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  await screen.findByRole("dialog", { name: "First" });
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("button", { name })).toHaveFocus());
});

test("a dialog that came in the place of another gives focus back to what opened the first", async () => {
  render(<Row />);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  await userEvent.click(screen.getByRole("button", { name: "Go on" }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Fine" })).toHaveFocus());
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("button", { name: "Open" })).toHaveFocus());
});

test("where what opened a dialog is gone, the page takes focus", async () => {
  render(<Row />);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
});

test("a menu’s choice that takes its own button away leaves focus with the page", async () => {
  render(<Row />);
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove" }));
  await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
});

function Choice() {
  const [value, setValue] = useState<"week" | "day">("week");
  return (
    <SegmentedControl
      label="View"
      value={value}
      onChange={setValue}
      segments={[
        { value: "week", label: "Week" },
        { value: "day", label: "Day" },
      ]}
    />
  );
}

test("a segmented control is one group of radio buttons that arrows move through", async () => {
  render(<Choice />);
  expect(screen.getByRole("group", { name: "View" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: "Week" }));
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("radio", { name: "Day" })).toBeChecked();
});

test("switches, boxes and lists are the platform's own and answer to their labels", async () => {
  render(
    <>
      <label htmlFor="s">Ask first</label>
      <Switch id="s" />
      <label htmlFor="c">Remember</label>
      <Checkbox id="c" />
      <label htmlFor="l">Zone</label>
      <Select id="l">
        <option>Berlin</option>
        <option>Lisbon</option>
      </Select>
    </>,
  );
  await userEvent.click(screen.getByRole("switch", { name: "Ask first" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Remember" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Zone" }), "Lisbon");
  expect(screen.getByRole("switch")).toBeChecked();
  expect(screen.getByRole("checkbox")).toBeChecked();
  expect(screen.getByRole("combobox")).toHaveValue("Lisbon");
});

test("tabs show one panel at a time", async () => {
  render(
    <Tabs
      label="Settings"
      tabs={[
        { id: "a", label: "Profile", content: "Your name" },
        { id: "b", label: "Hours", content: "Nine to five" },
      ]}
    />,
  );
  expect(screen.getByText("Your name")).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: "Hours" }));
  expect(screen.getByRole("tabpanel", { name: "Hours" })).toHaveTextContent("Nine to five");
});

test("a message said before the page was ready is still shown, with its way back", async () => {
  const undo = jest.fn();
  toast({ message: "Lunch deleted.", detail: "For 10 seconds.", action: { label: "Undo", run: undo } });
  render(<Toaster />);
  expect(await screen.findByText("Lunch deleted.", {}, { timeout: 4_000 })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(undo).toHaveBeenCalledTimes(1);
});

test("undoing with the mouse leaves focus where it was, and the next field keeps what is typed", async () => {
  render(
    <>
      <button type="button">Page</button>
      <input aria-label="New to-do" />
      <Toaster />
    </>,
  );
  screen.getByRole("button", { name: "Page" }).focus();
  toast({ message: "Report deleted.", action: { label: "Undo", run: () => undefined } });
  await screen.findByText("Report deleted.", {}, { timeout: 4_000 });
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(screen.getByRole("button", { name: "Page" })).toHaveFocus();
  screen.getByRole("textbox", { name: "New to-do" }).focus();
  await userEvent.keyboard("water the plants");
  expect(screen.getByRole("textbox", { name: "New to-do" })).toHaveValue("water the plants");
});

test("a tooltip describes what has focus", async () => {
  render(
    <Tooltip content="In your own zone">
      <button type="button">15:00</button>
    </Tooltip>,
  );
  await userEvent.tab();
  expect(await screen.findByRole("tooltip")).toHaveTextContent("In your own zone");
});

test("an empty state teaches the first use", () => {
  render(
    <Card title="Links">
      <EmptyState icon={Inbox} title="No links yet" action={<Button>Make one</Button>}>
        Press <Kbd>N</Kbd> <Badge tone="accent">new</Badge>
      </EmptyState>
    </Card>,
  );
  expect(screen.getByRole("heading", { name: "No links yet" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Make one" })).toBeEnabled();
});

test("leaving the page asks about a dialog in which something was typed, and about no other", async () => {
  const leave = () => {
    const event = new Event("beforeunload", { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
  };
  const form = (props: { readonly open: boolean; readonly keeps?: boolean }) => (
    <Dialog title="New" onOpenChange={jest.fn()} {...props}>
      <Input aria-label="Title" />
    </Dialog>
  );
  const { rerender } = render(form({ open: true }));
  expect(leave()).toBe(false);
  await userEvent.type(screen.getByRole("textbox", { name: "Title" }), "Lunch");
  expect(leave()).toBe(true);
  // It is kept elsewhere, or the dialog is closed.
  rerender(form({ open: true, keeps: true }));
  expect(leave()).toBe(false);
  rerender(form({ open: false }));
  expect(leave()).toBe(false);
});
