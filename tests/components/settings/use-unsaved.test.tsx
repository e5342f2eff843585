/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useUnsaved } from "@/components/settings/use-unsaved";
import { Toaster } from "@/components/ui/toaster";

const push = jest.fn();
jest.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

const followed = jest.fn((event: { preventDefault: () => void }) => event.preventDefault());
function Form({ unsaved }: { readonly unsaved: boolean }) {
  useUnsaved(unsaved);
  return (
    <a href="/settings/models?x=1" onClick={followed}>
      Models
    </a>
  );
}

test("a link on a page with unsaved changes asks first and leads where it led; saved, it just leads there", async () => {
  const { rerender } = render(
    <>
      <Form unsaved />
      <Toaster />
    </>,
  );
  await userEvent.click(screen.getByRole("link", { name: "Models" }));
  expect(await screen.findByText("What you changed isn’t saved yet.", undefined, { timeout: 4_000 })).toBeVisible();
  expect(followed).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(push).toHaveBeenCalledWith("/settings/models?x=1");
  const leave = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leave);
  expect(leave.defaultPrevented).toBe(true);
  rerender(
    <>
      <Form unsaved={false} />
      <Toaster />
    </>,
  );
  await userEvent.click(screen.getByRole("link", { name: "Models" }));
  expect(followed).toHaveBeenCalledTimes(1);
});
