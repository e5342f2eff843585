/**
 * The built-in mailbox: mail between accounts of this server is put into the other's inbox. Everybody else is reached by this server's
 * SMTP where its operator has set that up, under the server's address and with the owner's as Reply-To; else not at all, and the answer
 * says so.
 */
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { mailerAddress, mailerConfigured, sendMail } from "@/lib/mailer";
import { notify } from "@/lib/notifications/service";
import { createReceivedMailRow, findThreadOf, listMailboxes, type StoredMail } from "@/lib/queries/mails";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import type { MailDelivery, MailPort, OutgoingMail } from "../../contracts";

const reasons = {
  noAccount: "no mail account is connected",
  unconfirmed: "your own address isn't confirmed yet, and this server sends outside only for confirmed ones",
  refused: "the mail server refused it",
  unreachable: "the mail server couldn't be reached, or broke off in the middle; look whether it arrived before you send it again",
  cutOff: "the sending was cut off; look whether it arrived before you send it again",
} as const;

/**
 * Whose mailbox is here. Where this server can send outside, an address counts only once its owner has confirmed it: nobody gets
 * another's mail by signing up with their address.
 */
const localOnes = async (emails: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await listMailboxes(emails)).filter(({ verified }) => verified || !mailerConfigured()).map(({ email, userId }) => [email.toLowerCase(), userId]));

/** Why this owner can't send outside; null when they can. */
const outsideBarred = async (ownEmail: string): Promise<string | null> => {
  if (!mailerConfigured()) return reasons.noAccount;
  return (await listMailboxes([ownEmail]))[0]?.verified === true ? null : reasons.unconfirmed;
};

/** The recipient's copy: who else got it openly, but never who got it blind. */
const copyFor = async (userId: string, mail: OutgoingMail): Promise<StoredMail> => ({
  id: newId(),
  userId,
  provider: "builtin",
  connectionId: null,
  threadId: (await findThreadOf(userId, [...mail.references, ...(mail.inReplyTo === null ? [] : [mail.inReplyTo])])) ?? newId(),
  folder: "inbox",
  folderBefore: null,
  state: "received",
  fromEmail: mail.from.email,
  fromName: mail.from.name,
  recipients: mail.recipients.filter(({ kind }) => kind !== "bcc").map((recipient) => ({ ...recipient, delivery: null, reason: null })),
  subject: mail.subject,
  body: mail.body,
  preview: mail.preview,
  messageId: mail.messageId,
  inReplyTo: mail.inReplyTo,
  references: mail.references,
  automatic: false,
  answersId: null,
  how: "new",
  read: false,
  flagged: false,
  labels: [],
  sendAt: null,
  attempts: 0,
  note: null,
  sentAt: mail.sentAt,
  searchText: mail.searchText,
  fromText: mail.fromText,
  version: 1,
});

const putInto = (mailboxes: ReadonlyMap<string, string>, mail: OutgoingMail): Promise<void> =>
  transaction(async () => {
    for (const userId of new Set(mailboxes.values())) {
      const copy = await copyFor(userId, mail);
      if (!(await createReceivedMailRow(copy))) continue;
      if (mail.calendar) await saveMailContents(userId, [{ mailId: copy.id, html: null, calendar: mail.calendar.content, unsubscribe: null }]);
      if (mail.calendar?.method === "REPLY") await createOutboxMessages(userId, [{ id: newId(), topic: "mail.reply", payload: { mailId: copy.id } }]);
      await notify(userId, {
        kind: "mail",
        title: `${mail.from.name} wrote: ${mail.subject || "(no subject)"}`,
        body: mail.preview,
        href: `/mail?mail=${copy.id}`,
        subjectId: copy.id,
      });
    }
  });

/** "Ada Owner <perin@example.com>": the owner's name over the server's own address, which is the one it may send from. */
const senderOf = ({ from }: OutgoingMail): string => `${from.name.replace(/[<>"]/g, " ")} <${mailerAddress() ?? ""}>`;

/** One mail a person: nobody sees who else got it, and one refusal doesn't touch the others. */
const sendOutside = async (email: string, mail: OutgoingMail): Promise<MailDelivery> => {
  try {
    const { refused } = await sendMail({
      to: email,
      from: senderOf(mail),
      subject: mail.subject,
      text: mail.body,
      ...(mail.calendar ? { calendar: mail.calendar } : {}),
      messageId: `<${mail.messageId}>`,
      automatic: false,
      headers: {
        "Reply-To": mail.from.email,
        ...(mail.inReplyTo === null ? {} : { "In-Reply-To": `<${mail.inReplyTo}>` }),
        ...(mail.references.length === 0 ? {} : { References: mail.references.map((reference) => `<${reference}>`).join(" ") }),
      },
    });
    return refused.length === 0 ? { email, delivery: "sent", reason: null } : { email, delivery: "not-sent", reason: reasons.refused };
  } catch (error) {
    const surely = isAppError(error) && (error.code === "mailer/refused" || error.code === "mailer/invalid" || error.code === "mailer/misconfigured");
    return { email, delivery: "not-sent", reason: surely ? reasons.refused : reasons.unreachable };
  }
};

export const builtinMailbox: MailPort = {
  id: "builtin",
  label: "the mailbox of this server",
  reach: async (ownEmail, emails) => {
    const [local, barred] = await Promise.all([localOnes(emails), outsideBarred(ownEmail)]);
    return emails.map((email) => (local.has(email) || barred === null ? { email, reached: true, reason: null } : { email, reached: false, reason: barred }));
  },
  deliver: async (mail) => {
    const emails = [...new Set(mail.recipients.map(({ email }) => email))];
    const [local, barred] = await Promise.all([localOnes(emails), outsideBarred(mail.from.email)]);
    await putInto(local, mail);
    const deliveries: MailDelivery[] = [];
    for (const email of emails) {
      if (local.has(email)) deliveries.push({ email, delivery: "delivered", reason: null });
      else if (barred !== null) deliveries.push({ email, delivery: "not-sent", reason: barred });
      // An SMTP server can't tell a second copy from the first: what may have gone out isn't sent again.
      else deliveries.push(mail.resumed ? { email, delivery: "not-sent", reason: reasons.cutOff } : await sendOutside(email, mail));
    }
    return deliveries;
  },
  // Its mails are in our own tables; there is nothing to fetch, and what is marked is marked.
  changes: async function* () {
    yield await Promise.resolve({ mails: [], marks: [], removed: [], unreadable: [], total: 0, cursor: "builtin" });
  },
  search: () => Promise.resolve([]),
  mark: () => Promise.resolve(),
  keepDraft: ({ messageId }) => Promise.resolve(messageId),
  dropDraft: () => Promise.resolve(),
};
