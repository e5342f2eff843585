/**
 * Addresses and headers that can't carry anything else along: a line break in a name or a subject would begin a header of
 * the attacker's own, a comma would add a recipient (OWASP: SMTP header injection).
 */
import { domainToASCII } from "node:url";
import { AppError } from "@/lib/errors";

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

// RFC 5321 section 4.1.2, without quoted local parts: nobody's real address needs them and they hide a second address.
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const domain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;
const control = /[\p{Cc}\u2028\u2029]/gu;

/** On one line, without control characters, at most 500 long. For text that others may have written: names and subjects. */
export const oneLine = (text: string): string => text.replace(control, " ").replace(/\s+/g, " ").trim().slice(0, 500);

const plainAddress = (text: string): string | null => {
  const at = text.lastIndexOf("@");
  const [local, host] = [text.slice(0, at), domainToASCII(text.slice(at + 1))];
  return at > 0 && at <= 64 && text.length <= 254 && localPart.test(local) && domain.test(host) ? `${local}@${host}` : null;
};

/** "ada@example.com" or "Ada <ada@example.com>", one mailbox on one line; null for anything else. */
export const parseMailbox = (text: string): Mailbox | null => {
  if (text.search(control) >= 0) return null;
  const [, name, bracketed] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  const address = plainAddress(bracketed ?? text.trim());
  return address === null ? null : { name: oneLine((name ?? "").trim().replace(/^"(.*)"$/, "$1")), address };
};

/** Errors: mailer/invalid. The address itself is not repeated: errors are logged. */
export const requireMailbox = (text: string): Mailbox => {
  const mailbox = parseMailbox(text);
  if (mailbox === null) throw new AppError("mailer/invalid", { message: "a mail was given something else than one address" });
  return mailbox;
};

/** Those that say where a mail comes from and goes to, and how it is built, are the mailer's own. */
const ownHeaders = new Set(["from", "to", "cc", "bcc", "sender", "return-path", "subject", "date", "message-id", "mime-version", "dkim-signature", "received"]);

/** Errors: mailer/invalid for a header that is the mailer's own, has no proper name, or more than one line. */
export const safeHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const proper = /^[a-z][a-z\d-]{0,75}$/.test(lower) && !ownHeaders.has(lower) && !lower.startsWith("content-");
    if (!proper || value.length > 2_000 || value.search(control) >= 0)
      throw new AppError("mailer/invalid", { message: `a mail was given a header that it can't have: ${oneLine(name).slice(0, 40)}` });
  }
  return { ...headers };
};

/** "<something@host>", on one line. Errors: mailer/invalid. */
export const requireMessageId = (id: string): string => {
  if (!/^<[^<>\s@]{1,200}@[^<>\s@]{1,200}>$/.test(id)) throw new AppError("mailer/invalid", { message: "a Message-ID has to look like <id@host>" });
  return id;
};
