/** IMAP and SMTP, by a real Dovecot and a real SMTP server. */
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { startConnecting } from "@/lib/integrations/service";
import { startDovecot, type Dovecot } from "../dovecot";
import { startMailCatcher, type MailCatcher } from "../mail-catcher";
import { setting } from "../settings";
import { connectedPlace, type Arriving, type MailPortRow } from "./row";

export const startSmtp = (password: string): Promise<MailCatcher> =>
  startMailCatcher({
    authOptional: false,
    onAuth: (auth, _session, done) => (auth.password === password ? done(null, { user: auth.username }) : done(new Error("no"))),
  });

export const connectImap = async (actor: Actor, dovecot: Dovecot, smtp: MailCatcher, email = `${randomUUID()}@mail.test`): Promise<Connection> => {
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
  const fields = { imapHost: "127.0.0.1", imapPort: String(dovecot.port), smtpHost: "127.0.0.1", smtpPort: String(smtp.port) };
  const { connection } = await startConnecting(actor, { type: "imap", fields: { email, password: dovecot.password, ...fields } });
  if (connection === null) throw new Error("nothing was connected");
  return connection;
};

/** A mail as it lies on a server. */
export const source = ({ name, subject, text = "Hello", html, headers = {} }: Arriving, to: string): string =>
  [
    "From: =?utf-8?q?Ana_Lovelace?= <ana@example.com>",
    `To: ${to}`,
    `Subject: ${subject}`,
    "Date: Thu, 26 Nov 2026 09:00:00 +0000",
    `Message-ID: <${name}@mail.test>`,
    "MIME-Version: 1.0",
    ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
    `Content-Type: ${html === undefined ? "text/plain" : "text/html"}; charset=utf-8`,
    "Content-Transfer-Encoding: 8bit",
    "",
    html ?? text,
  ].join("\r\n");

export const imapRow: MailPortRow = {
  name: "imap",
  start: async (actor) => {
    const dovecot = await startDovecot();
    const smtp = await startSmtp(dovecot.password);
    const connection = await connectImap(actor, dovecot, smtp);
    const email = connection.account;
    const place = await connectedPlace(actor, connection);
    const other = await dovecot.open(email);
    const uidOf = async (name: string): Promise<string> => {
      await other.mailboxOpen("INBOX");
      return String(((await other.search({ header: { "message-id": `${name}@mail.test` } }, { uid: true })) || [])[0] ?? 0);
    };
    return {
      ...place,
      email,
      arrive: async (mail) => void (await other.append("INBOX", source(mail, email))),
      archiveElsewhere: async (name) => {
        const uid = await uidOf(name);
        await other.messageFlagsAdd(uid, ["\\Seen", "\\Flagged"], { uid: true });
        await other.messageMove(uid, "Archive", { uid: true });
      },
      removeElsewhere: async (name) => void (await other.messageDelete(await uidOf(name), { uid: true })),
      sent: () => Promise.resolve(smtp.mails),
      close: async () => {
        await other.logout();
        await smtp.close();
        await dovecot.close();
      },
    };
  },
};
