/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MailPage } from "@/components/mail/mail-page";
import type { MailSummary, ReadMail } from "@/lib/mail/contracts";
import { clock, idOf, nowMs } from "../support/fixtures";

jest.mock("next/navigation", () => ({ useRouter: () => ({}), useSearchParams: () => new URLSearchParams(location.search) }));

const summary = (number: number, subject: string, more: Partial<MailSummary> = {}): MailSummary => ({
  id: idOf(number),
  threadId: idOf(100 + number),
  folder: "inbox",
  state: "received",
  from: { name: "Tom", email: "tom@example.com" },
  to: [{ name: null, email: "ada@example.com" }],
  subject,
  preview: `About ${subject}`,
  sentAt: "2026-11-23T08:00:00Z",
  read: true,
  flagged: false,
  labels: [],
  sendAt: null,
  note: null,
  version: 1,
  ...more,
});
const read = (mail: MailSummary): ReadMail => ({
  ...mail,
  cc: [],
  bcc: [],
  body: `The words of ${mail.subject}`,
  answersId: null,
  automatic: false,
  html: null,
  picturesLeftOut: false,
  pictures: 0,
  invitation: null,
  unsubscribe: null,
});

/** Threads come when the test says so; everything else is empty at once. */
const threads = new Map<string, (mail: ReadMail) => void>();
const asked: string[] = [];
beforeEach(() => {
  threads.clear();
  asked.length = 0;
  sessionStorage.clear();
  history.replaceState(null, "", "/mail");
  global.fetch = jest.fn((address: string, { method = "GET" }: { method?: string } = {}) => {
    asked.push(`${method} ${address}`);
    const id = /\/api\/mails\/([\w-]{36})$/.exec(address)?.[1];
    if (id === undefined || method !== "GET")
      return Promise.resolve(Response.json({ mails: [], nextCursor: null, unread: 0, drafts: 0, notSent: 0, labels: [] }));
    return new Promise<Response>((resolve) => threads.set(id, (mail) => resolve(Response.json({ mails: [mail], more: false }))));
  }) as unknown as typeof fetch;
});
const come = (mail: MailSummary) => act(async () => Promise.resolve(threads.get(mail.id)?.(read(mail))));

const draw = (...mails: readonly MailSummary[]) =>
  render(
    <MailPage
      owner="ada"
      place={{ view: "inbox" }}
      page={{ mails, nextCursor: null, triaged: [] }}
      counts={{ unread: 0, drafts: 0, notSent: 0, labels: [] }}
      clock={clock}
      nowMs={nowMs}
    />,
  );
const lunch = summary(1, "Lunch");
const rent = summary(2, "Rent");

test("of two mails opened one after the other the second is read, whichever comes last", async () => {
  draw(lunch, rent);
  await userEvent.click(screen.getByRole("button", { name: /Lunch/ }));
  await userEvent.click(screen.getByRole("button", { name: /Rent/ }));
  expect(screen.getByRole("button", { name: /Rent/ })).toHaveAttribute("aria-current", "true");
  await come(rent);
  await come(lunch);
  expect(screen.getByRole("article")).toHaveTextContent("The words of Rent");
});

test("j goes on from the mail that is still on its way, and what is deleted by key is what is on show", async () => {
  draw(lunch, rent);
  await userEvent.keyboard("jj");
  expect(screen.getByRole("button", { name: /Rent/ })).toHaveAttribute("aria-current", "true");
  await userEvent.keyboard("e");
  expect(asked.filter((line) => !line.startsWith("GET"))).toEqual([]);
});

test("a mail that the address names stands there from the start, in its shape until it comes", async () => {
  history.replaceState(null, "", `/mail?mail=${lunch.id}`);
  draw(lunch, rent);
  expect(screen.getByRole("heading", { name: "Lunch" })).toBeInTheDocument();
  await come(lunch);
  expect(screen.getByRole("article")).toHaveTextContent("The words of Lunch");
});

test("deleting for good asks first and names the mail", async () => {
  const thrown = summary(3, "Old bill", { folder: "trash" });
  draw(thrown);
  await userEvent.click(screen.getByRole("button", { name: /Old bill/ }));
  await come(thrown);
  await userEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  expect(await screen.findByRole("dialog", { name: "Delete “Old bill” for good?" })).toBeInTheDocument();
  expect(asked).not.toContain(`DELETE /api/mails/${thrown.id}`);
  await userEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  await waitFor(() => expect(asked).toContain(`DELETE /api/mails/${thrown.id}`));
});

test("a letter survives a reload, is still unsaved after it, and is gone once it was left", async () => {
  const first = draw(lunch);
  await userEvent.click(screen.getByTestId("compose"));
  await userEvent.type(screen.getByRole("textbox", { name: "Message" }), "Dear Tom");
  first.unmount();
  const second = draw(lunch);
  expect(await screen.findByRole("textbox", { name: "Message" })).toHaveValue("Dear Tom");
  await userEvent.click(screen.getByRole("button", { name: "Keep as a draft" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toContain("POST /api/mails/drafts");
  second.unmount();
  draw(lunch);
  expect(screen.queryByRole("dialog")).toBeNull();
});
