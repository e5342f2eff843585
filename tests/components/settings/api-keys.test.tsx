/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiKeyList } from "@/components/settings/api-key-list";
import { idOf } from "../support/fixtures";

jest.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const key = {
  id: idOf(1),
  name: "Script",
  start: "perin_ab",
  scopes: ["people:read" as const],
  createdAt: "2026-11-02T09:00:00Z",
  expiresAt: null,
  lastUsedAt: null,
  about: "Never used",
};
const draw = (): string[] => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    asked.push(`${init?.method ?? ""} ${String(address)}`);
    return Promise.resolve(Response.json({ key: "perin_secret", apiKey: key, done: true }));
  }) as typeof fetch;
  render(<ApiKeyList apiKeys={[key]} scopes={[{ scope: "people:read", words: "Read contacts" }]} ways={{ password: true, passkey: false }} />);
  return asked;
};

test("a key is revoked only after a question that names it", async () => {
  const asked = draw();
  await userEvent.click(screen.getByRole("button", { name: "Revoke Script" }));
  const question = await screen.findByRole("dialog", { name: "Revoke “Script”?" });
  expect(within(question).getByRole("button", { name: "Keep it" })).toHaveFocus();
  expect(asked).toEqual([]);
  await userEvent.click(within(question).getByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(asked).toEqual([`DELETE /api/auth/api-keys/${key.id}`]));
});

test("what a new key still needs is said beside it, and nothing is sent", async () => {
  const asked = draw();
  await userEvent.click(screen.getByRole("button", { name: "Make the key" }));
  expect(screen.getByLabelText("Name of the new key")).toHaveAccessibleDescription("Give it a name");
  expect(screen.getByLabelText("Name of the new key")).toHaveFocus();
  expect(screen.getByText("Choose at least one thing that it may do")).toBeVisible();
  expect(asked).toEqual([]);
});

test("a new key takes focus where it is shown, and can be copied", async () => {
  const user = userEvent.setup();
  draw();
  await user.type(screen.getByLabelText("Name of the new key"), "Laptop");
  await user.click(screen.getByLabelText("Read contacts"));
  await user.click(screen.getByRole("button", { name: "Make the key" }));
  const shown = await screen.findByRole("region", { name: "Copy the key now" });
  expect(shown).toHaveFocus();
  expect(shown).toHaveTextContent("perin_secret");
  await user.click(within(shown).getByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toBe("perin_secret");
});

test("a key that is gone from the list leaves focus to the page, not to nothing", () => {
  const keys = (apiKeys: (typeof key)[]) => (
    <main id="main" tabIndex={-1}>
      <ApiKeyList apiKeys={apiKeys} scopes={[]} ways={{ password: true, passkey: false }} />
    </main>
  );
  const { rerender } = render(keys([key]));
  screen.getByRole("button", { name: "Revoke Script" }).focus();
  rerender(keys([]));
  expect(screen.getByRole("main")).toHaveFocus();
});
