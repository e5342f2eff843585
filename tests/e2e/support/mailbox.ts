/** The mails that the server under test has sent, read from the mail server that tools/e2e-server.mjs runs beside it. */
import type { CaughtMail } from "../../support/mail-catcher";
import { expect } from "./journey";

const mailbox = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 3170) + 1_000}`;

/** All mails to this address so far, oldest first. */
const mailsTo = async (address: string): Promise<CaughtMail[]> => (await (await fetch(`${mailbox}/?to=${encodeURIComponent(address)}`)).json()) as CaughtMail[];

/** Waits for a mail to this address whose subject matches, and answers the latest. */
export const mailTo = async (address: string, subject: RegExp): Promise<CaughtMail> => {
  let found: CaughtMail | undefined;
  await expect(async () => {
    found = (await mailsTo(address)).filter((mail) => subject.test(mail.subject)).at(-1);
    expect(found, `a mail to ${address} about ${String(subject)}`).toBeDefined();
  }).toPass({ timeout: 10_000, intervals: [100, 250, 500] });
  return found as CaughtMail;
};
