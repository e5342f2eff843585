/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Unsubscribe } from "@/components/notifications/unsubscribe";

test("the page asks first, and only the press ends the mails", async () => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    asked.push(`${init?.method ?? ""} ${String(address)}`);
    return Promise.resolve(Response.json({ label: "Reminders" }));
  }) as typeof fetch;
  render(<Unsubscribe token="abc" label="Reminders" />);
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Stop these mails" }));
  expect(asked).toEqual(["POST /api/notifications/unsubscribe/abc"]);
  expect(await screen.findByText(/Done\./)).toBeVisible();
});

test("what isn't one of our links offers nothing", () => {
  render(<Unsubscribe token="abc" label={null} />);
  expect(screen.queryByRole("button")).toBeNull();
});
