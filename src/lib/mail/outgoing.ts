/** A stored mail as it is handed to whoever carries it. */
import type { MailedCalendar, OutgoingMail } from "@/lib/integrations/contracts";
import type { StoredMail } from "@/lib/queries/mails";

const methodOf = (calendar: string): MailedCalendar["method"] | null => {
  const method = /^METHOD:\s*(REPLY|COUNTER|REQUEST|CANCEL)\s*$/im.exec(calendar)?.[1]?.toUpperCase();
  return method === "REPLY" || method === "COUNTER" || method === "REQUEST" || method === "CANCEL" ? method : null;
};

export interface Beside {
  readonly sentAt: string;
  readonly resumed: boolean;
  readonly sourceThreadId: string | null;
  /** Its text/calendar part. */
  readonly calendar: string | null;
}

export const outgoingOf = (mail: StoredMail, { sentAt, resumed, sourceThreadId, calendar }: Beside): OutgoingMail => {
  const method = calendar === null ? null : methodOf(calendar);
  return {
    userId: mail.userId,
    from: { email: mail.fromEmail, name: mail.fromName ?? mail.fromEmail },
    recipients: mail.recipients.map(({ kind, email, name }) => ({ kind, email, name })),
    subject: mail.subject,
    body: mail.body,
    preview: mail.preview,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    sentAt,
    searchText: mail.searchText,
    fromText: mail.fromText,
    resumed,
    sourceThreadId,
    calendar: calendar === null || method === null ? null : { method, content: calendar },
  };
};
