/** A mail as it travels (RFC 5322, MIME), put together by nodemailer: names and subjects can't smuggle in headers. */
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingMail } from "../../contracts";

export interface RawOptions {
  /** Whether it names those who get it blind: yes for a provider that reads from it whom to send to, and for one's own copy. */
  readonly blindToo?: boolean;
}

export const rawMail = (mail: OutgoingMail, { blindToo = true }: RawOptions = {}): Promise<Buffer> => {
  const to = (kind: "to" | "cc" | "bcc") => mail.recipients.filter((one) => one.kind === kind).map(({ email, name }) => ({ address: email, name: name ?? "" }));
  const composed = new MailComposer({
    from: { address: mail.from.email, name: mail.from.name },
    to: to("to"),
    cc: to("cc"),
    bcc: to("bcc"),
    subject: mail.subject,
    text: mail.body,
    // An answer to an invitation (iMIP, RFC 6047).
    ...(mail.calendar ? { icalEvent: { method: mail.calendar.method, filename: "invite.ics", content: mail.calendar.content } } : {}),
    messageId: `<${mail.messageId}>`,
    date: mail.sentAt,
    ...(mail.inReplyTo === null ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(mail.references.length === 0 ? {} : { references: mail.references.map((id) => `<${id}>`) }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  composed.keepBcc = blindToo;
  return composed.build();
};
