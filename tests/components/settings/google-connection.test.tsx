/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { GoogleConnection } from "@/components/settings/google-connection";

jest.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

test("signing in with Google is given up only after a question that names the account", async () => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    asked.push(`${init?.method ?? ""} ${String(address)}`);
    return Promise.resolve(new Response(null, { status: 204 }));
  }) as typeof fetch;
  render(<GoogleConnection connectedAs="ada@gmail.example" ways={{ password: true, passkey: false }} />);
  const button = screen.getByRole("button", { name: "Disconnect" });
  await userEvent.click(button);
  const question = await screen.findByRole("dialog", { name: "Disconnect ada@gmail.example?" });
  expect(within(question).getByRole("button", { name: "Keep it" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(asked).toEqual([]);
  await waitFor(() => expect(button).toHaveFocus());
  await userEvent.click(button);
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Disconnect" }));
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toMatch(/google/);
});
