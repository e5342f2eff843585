/** How mails are said on the page. */
import { dayText, clockText, wallOf, type Clock } from "@/components/week/zoned-time";
import type { Folder, MailAddress, MailSummary } from "@/lib/mail/contracts";

export type View = Folder | "wants-answer";

export const viewNames: Readonly<Record<View, string>> = {
  inbox: "Inbox",
  "wants-answer": "Wants an answer",
  drafts: "Drafts",
  outbox: "Outbox",
  sent: "Sent",
  archive: "Archive",
  trash: "Trash",
};

export const emptyWords: Readonly<Record<View, { readonly title: string; readonly text: string }>> = {
  inbox: {
    title: "Nothing in your inbox",
    text: "Mail from people on this server arrives here, and that of the accounts you connect in Settings. Write the first one, or say “send Tom an email saying hello” in the chat.",
  },
  "wants-answer": { title: "Nobody waits for you", text: "Mails that ask something, name a deadline or wait for long are listed here, with the reason." },
  drafts: { title: "No drafts", text: "A mail that you begin and don’t send is kept here." },
  outbox: { title: "Nothing on its way", text: "For ten seconds a sent mail lies here and can be taken back. What couldn’t be sent stays, and says why." },
  sent: { title: "Nothing sent yet", text: "What you or Perin sent lies here." },
  archive: { title: "The archive is empty", text: "Press e on a mail to move it here." },
  trash: { title: "The trash is empty", text: "Deleted mails lie here until you delete them for good." },
};

/** The server counts to a thousand. */
export const countText = (count: number): string => (count > 999 ? "999+" : String(count));

export const personText = ({ name, email }: MailAddress): string => name ?? email;

/** On mails of one's own: to whom; else from whom. */
export const whoText = (mail: MailSummary): string =>
  mail.state === "received" ? personText(mail.from) : mail.to.length === 0 ? "Nobody yet" : `To ${mail.to.map(personText).join(", ")}`;

export const subjectText = ({ subject }: { readonly subject: string }): string => (subject.trim() === "" ? "(no subject)" : subject);

/** The clock for what came today, the day for everything else. */
export const sentText = (sentAt: string, clock: Clock, nowMs: number): string => {
  const ms = Date.parse(sentAt);
  const { date } = wallOf(ms, clock.zone);
  return date === wallOf(nowMs, clock.zone).date ? clockText(ms, clock) : dayText(date, clock.locale);
};

export const fullSentText = (sentAt: string, clock: Clock): string => {
  const ms = Date.parse(sentAt);
  return `${dayText(wallOf(ms, clock.zone).date, clock.locale)}, ${clockText(ms, clock)}`;
};
