/** From rows to what is shown, and from what was written to rows. */
import type { LightMail, StoredMail, StoredRecipient } from "@/lib/queries/mails";
import type { Mail, MailAddress, MailSummary } from "./contracts";
import { fold } from "./core/fold";

const addressesOf = (recipients: readonly StoredRecipient[], kind: StoredRecipient["kind"]): MailAddress[] =>
  recipients.filter((recipient) => recipient.kind === kind).map(({ email, name }) => ({ email, name }));

export const toSummary = (row: LightMail): MailSummary => ({
  id: row.id,
  threadId: row.threadId,
  folder: row.folder,
  state: row.state,
  from: { email: row.fromEmail, name: row.fromName },
  to: addressesOf(row.recipients, "to"),
  subject: row.subject,
  preview: row.preview,
  sentAt: row.sentAt,
  read: row.read,
  flagged: row.flagged,
  labels: [...row.labels],
  sendAt: row.sendAt,
  note: row.note,
  version: row.version,
});

export const toMail = (row: StoredMail): Mail => ({
  ...toSummary(row),
  cc: addressesOf(row.recipients, "cc"),
  bcc: row.state === "received" ? [] : addressesOf(row.recipients, "bcc"),
  body: row.body,
  answersId: row.answersId,
  automatic: row.automatic,
});

const searchedMax = 60_000;

/** What searches look into: who wrote, to whom, about what, and the text. */
export const searchTextOf = ({
  fromName,
  fromEmail,
  recipients,
  subject,
  body,
}: Pick<StoredMail, "fromName" | "fromEmail" | "recipients" | "subject" | "body">): string =>
  fold(
    [subject, fromName ?? "", fromEmail, ...recipients.filter(({ kind }) => kind !== "bcc").flatMap(({ name, email }) => [name ?? "", email]), body].join(" "),
  ).slice(0, searchedMax);

export const fromTextOf = ({ fromName, fromEmail }: Pick<StoredMail, "fromName" | "fromEmail">): string => fold(`${fromName ?? ""} ${fromEmail}`);
