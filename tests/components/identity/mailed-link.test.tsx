/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ResetPasswordForm } from "@/components/identity/reset-password-form";
import { VerifyEmailForm } from "@/components/identity/verify-email-form";

const token = "a".repeat(43);
const deadTitle = "This link doesn’t work";

/** Answers by address; keeps what was sent there. */
const serve = (answers: Readonly<Record<string, () => Response>>): string[] => {
  const asked: string[] = [];
  global.fetch = jest.fn((address: string | URL | Request) => {
    asked.push(String(address));
    return Promise.resolve(answers[String(address)]?.() ?? Response.json({}, { status: 500 }));
  }) as typeof fetch;
  return asked;
};
const open = (hash: string): void => window.history.replaceState(null, "", `/${hash}`);
const gone = (): Response => Response.json({ type: "/docs/errors/identity/link-expired", detail: "Too old." }, { status: 410 });

test.each(["", "#abc"])("a link without its whole token is said to be dead at once, and nothing is asked: “%s”", (hash) => {
  const asked = serve({});
  open(hash);
  for (const form of [<ResetPasswordForm key="reset" />, <VerifyEmailForm key="verify" />]) {
    const { unmount } = render(form);
    expect(screen.getByRole("heading", { name: deadTitle })).toHaveFocus();
    expect(screen.queryByRole("button")).toBeNull();
    unmount();
  }
  expect(asked).toEqual([]);
});

test("a used link is said to be dead before anything is typed, with the way to a new one", async () => {
  serve({ "/api/auth/mailed-link": () => Response.json({ alive: false }) });
  open(`#${token}`);
  render(<ResetPasswordForm />);
  expect(await screen.findByRole("heading", { name: deadTitle })).toBeVisible();
  expect(screen.getByRole("link", { name: "Ask for a new link" })).toHaveAttribute("href", "/forgot-password");
});

test("a link that works is only looked at: pressing uses it", async () => {
  const asked = serve({ "/api/auth/mailed-link": () => Response.json({ alive: true }), "/api/auth/verify-email": () => Response.json({ done: true }) });
  open(`#${token}`);
  render(<VerifyEmailForm />);
  await act(async () => undefined);
  expect(asked).toEqual(["/api/auth/mailed-link"]);
  await userEvent.click(screen.getByRole("button", { name: "Yes, this address is mine" }));
  expect(await screen.findByRole("heading", { name: "Your address is confirmed" })).toHaveFocus();
});

test("where the look fails the form stays, and a link that has died meanwhile is said when it is pressed", async () => {
  serve({ "/api/auth/reset-password": gone });
  open(`#${token}`);
  render(<ResetPasswordForm />);
  await act(async () => undefined);
  await userEvent.type(screen.getByLabelText("New password"), "a-long-password{Enter}");
  expect(await screen.findByRole("heading", { name: deadTitle })).toBeVisible();
});

test("a second link opened in the same tab is looked at for itself", async () => {
  serve({ "/api/auth/mailed-link": () => Response.json({ alive: true }) });
  open("");
  render(<ResetPasswordForm />);
  expect(screen.getByRole("heading", { name: deadTitle })).toBeVisible();
  act(() => {
    open(`#${token}`);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  });
  expect(await screen.findByLabelText("New password")).toBeVisible();
});
