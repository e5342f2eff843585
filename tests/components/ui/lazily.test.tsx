/** @jest-environment ./tests/components/support/browser-environment.ts */
import { act, fireEvent, render, screen } from "@testing-library/react";
import { Suspense, useState } from "react";
import { lazily } from "@/components/ui/lazily";
import { PlainToast } from "@/components/ui/plain-toast";
import { drawToasts, type Toast } from "@/components/ui/toast";

const Part = ({ onClose }: { readonly onClose: () => void }) => <button onClick={onClose}>Opened</button>;

test("a part that can't be fetched leaves the page as it is, says so, and is opened by the next press that can", async () => {
  let reachable = false;
  const Later = lazily(() => (reachable ? Promise.resolve(Part) : Promise.reject(new Error("chunk"))));
  function Page() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <input aria-label="Words" />
        <button onClick={() => setOpen(true)}>Open</button>
        <Suspense>{open && <Later onClose={() => setOpen(false)} />}</Suspense>
      </>
    );
  }
  const said: Toast[] = [];
  const stop = drawToasts((toast) => said.push(toast));
  render(<Page />);
  Later.prepare();
  fireEvent.change(screen.getByLabelText("Words"), { target: { value: "kept" } });
  await act(async () => fireEvent.click(screen.getByText("Open")));
  expect(said.map(({ message }) => message)).toEqual(["This couldn’t be opened."]);
  expect(screen.queryByText("Opened")).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>("Words").value).toBe("kept");
  reachable = true;
  await act(async () => fireEvent.click(screen.getByText("Open")));
  fireEvent.click(screen.getByText("Opened"));
  expect(screen.queryByText("Opened")).toBeNull();
  expect(said).toHaveLength(1);
  stop();
});

test("where what draws messages can't be fetched, the newest message and its way back stand there plainly", () => {
  const run = jest.fn();
  const first = { id: 0, message: "Nothing was added.", detail: "There is no connection." };
  const { rerender } = render(<PlainToast toasts={[first]} />);
  expect(screen.getByRole("status").textContent).toContain("Nothing was added.There is no connection.");
  fireEvent.click(screen.getByText("Close"));
  expect(screen.queryByRole("status")).toBeNull();
  rerender(<PlainToast toasts={[first, { id: 1, message: "Forgotten.", action: { label: "Undo", run } }]} />);
  fireEvent.click(screen.getByText("Undo"));
  expect(run).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole("status")).toBeNull();
});
