/** How mails are said. What others wrote is quoted, so that it can't pass for something Perin says. */
import type { SaidMail } from "./mail-outcomes";
import { sayInstant, sayTitle } from "./phrasing";
import type { PlannerContext } from "./planner-context";

/** Links, pictures and code of others stay the characters they are. */
const plain = (text: string): string => text.replace(/[[\]<`|]/g, "\\$&");

export const saySubject = ({ subject }: Pick<SaidMail, "subject">): string =>
  subject.trim() === "" ? "(no subject)" : `“${plain(sayTitle({ title: subject }))}”`;
export const saySender = ({ from }: Pick<SaidMail, "from">): string => plain((from.name ?? from.email).replace(/\s+/g, " ").slice(0, 80));

export const sayMail = (mail: SaidMail, context: PlannerContext): string => `${saySubject(mail)} from ${saySender(mail)} (${sayInstant(mail.sentAt, context)})`;

const isOwn = ({ folder }: SaidMail): boolean => folder === "sent" || folder === "outbox" || folder === "drafts";

export const mailLine = (mail: SaidMail, context: PlannerContext): string => {
  const who = isOwn(mail)
    ? `to ${plain(
        mail.to
          .map(({ name, email }) => name ?? email)
          .slice(0, 3)
          .join(", "),
      )}`
    : saySender(mail);
  return `${who}: ${saySubject(mail)}, ${sayInstant(mail.sentAt, context)}${mail.read ? "" : ", unread"}`;
};

export const sayMails = (mails: readonly SaidMail[], context: PlannerContext, most = 10): string => {
  const lines = mails.slice(0, most).map((mail) => `- ${mailLine(mail, context)}`);
  return (mails.length > most ? [...lines, `- and ${mails.length - most} more`] : lines).join("\n");
};

const quotedMax = 1_500;

/** Somebody else's words, as a quotation. */
export const quoteText = (text: string): string => {
  const cut = text.length > quotedMax ? `${text.slice(0, quotedMax).trimEnd()} …` : text;
  return plain(cut.trim())
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
};
