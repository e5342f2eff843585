/** The mailbox of this server: between two owners of it, and by a real SMTP server to everybody else. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { ownMailbox } from "@/lib/integrations/service";
import { newCalendarOwner } from "../calendar-owner";
import { startMailCatcher } from "../mail-catcher";
import { addressOf } from "../mailboxes";
import { setting } from "../settings";
import { letter, type MailboxRow } from "./row";

/** Where this server sends outside, only a confirmed address is its owner's. */
const confirmed = async (actor: Actor): Promise<string> => {
  await query('UPDATE "user" SET email_verified = true WHERE id = $1', [actor.userId]);
  return addressOf(actor);
};

const bare = (header: string | undefined): string[] => [...(header ?? "").matchAll(/<([^<>]+)>/g)].map(([, id = ""]) => id);

export const builtinRow: MailboxRow = {
  name: "builtin",
  start: async (actor) => {
    const smtp = await startMailCatcher();
    setting({ SMTP_URL: smtp.url, MAIL_FROM: "Perin <perin@perin.example>" });
    const [email, ana] = [await confirmed(actor), await newCalendarOwner()];
    const writer = await confirmed(ana);
    return {
      email,
      writer,
      arrive: async ({ name, subject, text = "Hello", headers = {} }) => {
        const answers = { inReplyTo: bare(headers["In-Reply-To"])[0] ?? null, references: bare(headers.References) };
        const mail = {
          from: { email: writer, name: "Ana Lovelace" },
          recipients: [{ kind: "to" as const, email, name: null }],
          messageId: `${name}@mail.test`,
        };
        // Found by what is in it, as the mail room writes it down for every mail.
        const words = { subject, body: text, preview: text, searchText: `${subject} ${text}`.toLowerCase(), fromText: `ana lovelace ${writer}` };
        await ownMailbox().deliver(letter(ana, writer, { ...mail, ...words, ...answers, sentAt: new Date().toISOString() }));
      },
      sync: () => Promise.resolve(),
      sent: () => Promise.resolve(smtp.mails),
      close: async () => {
        setting({ SMTP_URL: undefined, MAIL_FROM: undefined });
        await smtp.close();
      },
    };
  },
};
