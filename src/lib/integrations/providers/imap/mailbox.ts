/** A mailbox reached by IMAP and SMTP. Each call has a connection of its own: mail servers count them, and between two syncs only the one is open that listens. */
import type { ImapFlow } from "imapflow";
import type { Access, MailDelivery, MailPage, MailPort, OutgoingMail } from "../../contracts";
import { rawMail } from "../google/raw-mail";
import { listBoxes, placeFor } from "./boxes";
import { firstRead, newsSince } from "./changes";
import { closeImap, openImap, withImap, type Login } from "./client";
import { imapFailure, ourError } from "./failure";
import { keepsSentCopies, type ServerPlace } from "./hosts";
import { deleteMail, markMails, putDraft, withMessageId } from "./mark";
import { searchMails } from "./search";
import { readSettings } from "./settings";
import { sendSmtp } from "./smtp";
import { watchInbox } from "./watch";

const reasons = {
  refused: "the mail server refused it",
  unknown: "the mail server broke off in the middle; look whether it arrived before you send it again",
  cutOff: "the sending was cut off; look whether it arrived before you send it again",
} as const;

interface Opened {
  readonly imap: ServerPlace;
  readonly smtp: ServerPlace;
  readonly login: Login;
  readonly email: string;
}

const openedBy = async (access: Access): Promise<Opened> => {
  const { email, user, password, imapHost, imapPort, smtpHost, smtpPort } = readSettings(await access.secret());
  return { email, login: { user, password }, imap: { host: imapHost, port: imapPort }, smtp: { host: smtpHost, port: smtpPort } };
};

const changesOf = async function* (access: Access, cursor: string | null, signal: AbortSignal): AsyncGenerator<MailPage> {
  const { imap, login } = await openedBy(access);
  const client = await openImap(imap, login, signal);
  try {
    yield* cursor === null ? firstRead(client) : newsSince(client, cursor);
  } catch (error) {
    throw signal.aborted ? signal.reason : ourError(imapFailure(error), "imap");
  } finally {
    await closeImap(client);
  }
};

const isAmongSent = async (client: ImapFlow, messageId: string): Promise<boolean> => {
  const { sent } = await listBoxes(client, false);
  if (sent === null) return false;
  await client.mailboxOpen(sent, { readOnly: true });
  return (await withMessageId(client, messageId)).length > 0;
};

/** The copy among what was sent, unless the server has put one there itself. */
const keepCopy = async ({ imap, login, smtp }: Opened, mail: OutgoingMail, signal: AbortSignal): Promise<void> => {
  if (keepsSentCopies(smtp.host)) return;
  await withImap(imap, login, signal, async (client) => {
    if (await isAmongSent(client, mail.messageId)) return;
    await client.append(await placeFor(client, await listBoxes(client, false), "sent"), await rawMail(mail), ["\\Seen"], new Date(mail.sentAt));
  });
};

const sendMaxMs = 120_000;

const deliver = async (access: Access, mail: OutgoingMail): Promise<readonly MailDelivery[]> => {
  const signal = AbortSignal.timeout(sendMaxMs);
  const opened = await openedBy(access);
  const emails = [...new Set(mail.recipients.map(({ email }) => email))];
  const all = (delivery: MailDelivery["delivery"], reason: string | null): MailDelivery[] => emails.map((email) => ({ email, delivery, reason }));
  // SMTP can't tell a second copy from the first: what may have gone out is looked up, and not sent again.
  if (mail.resumed)
    return (await withImap(opened.imap, opened.login, signal, (client) => isAmongSent(client, mail.messageId)))
      ? all("sent", null)
      : all("not-sent", reasons.cutOff);
  const raw = await rawMail(mail, { blindToo: false });
  const outcome = await sendSmtp(opened.smtp, opened.login, { from: opened.email, to: emails }, raw, signal);
  if (outcome.kind === "refused") return all("not-sent", reasons.refused);
  if (outcome.kind === "unknown") {
    const there = await withImap(opened.imap, opened.login, signal, (client) => isAmongSent(client, mail.messageId)).catch(() => false);
    return there ? all("sent", null) : all("not-sent", reasons.unknown);
  }
  // It has gone out: a copy that can't be kept doesn't unsend it.
  await keepCopy(opened, mail, signal).catch(() => undefined);
  const refused = new Set(outcome.refused);
  return emails.map((email) =>
    refused.has(email.toLowerCase()) ? { email, delivery: "not-sent", reason: reasons.refused } : { email, delivery: "sent", reason: null },
  );
};

export const imapMailbox = (access: Access): MailPort => {
  const within = async <T>(signal: AbortSignal, work: (client: ImapFlow) => Promise<T>): Promise<T> => {
    const { imap, login } = await openedBy(access);
    return withImap(imap, login, signal, work);
  };
  return {
    id: "imap",
    label: access.account,
    reach: (_own, emails) => Promise.resolve(emails.map((email) => ({ email, reached: true, reason: null }))),
    deliver: (mail) => deliver(access, mail),
    changes: (cursor, { signal }) => changesOf(access, cursor, signal),
    search: (words, limit, { signal }) => within(signal, (client) => searchMails(client, words, limit)),
    mark: (marks, { signal, renamed }) => within(signal, (client) => markMails(client, marks, renamed ?? (() => undefined))),
    keepDraft: async (mail, sourceId, { signal }) => {
      const raw = await rawMail(mail);
      return within(signal, (client) => putDraft(client, raw, mail.messageId, sourceId));
    },
    watch: async (onNews, { signal }) => {
      const { imap, login } = await openedBy(access);
      await watchInbox(imap, login, onNews, signal);
    },
    dropDraft: (sourceId, { signal }) => within(signal, (client) => deleteMail(client, sourceId)),
  };
};
