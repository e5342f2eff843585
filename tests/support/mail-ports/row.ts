/** What the shared suites of mailboxes ask of each one's stand-in: that things happen there as if somebody else did them. */
import type { Actor } from "@/lib/identity/contracts";
import type { Connection, MailPort, OutgoingMail } from "@/lib/integrations/contracts";
import { openMailbox } from "@/lib/integrations/service";
import { carry, sync } from "../google/connect";

export interface Arriving {
  /** Name in this test: also its Message-ID, `<name@mail.test>`. */
  readonly name: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** Further header lines. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Any mailbox of an owner, the built-in one included. */
export interface Mailbox {
  /** The owner's address there. */
  readonly email: string;
  /** Ana Lovelace's. */
  readonly writer: string;
  /** She writes to the owner. */
  readonly arrive: (mail: Arriving) => Promise<void>;
  /** What was done here is carried there, and what happened there is taken in, as the worker would. */
  readonly sync: () => Promise<void>;
  /** What has gone out so far, as it travelled. */
  readonly sent: () => Promise<readonly { readonly to: readonly string[]; readonly raw: string }[]>;
  readonly close: () => Promise<void>;
}

export interface MailboxRow {
  readonly name: string;
  readonly start: (actor: Actor) => Promise<Mailbox>;
}

/** One on another server. */
export interface MailPlace extends Mailbox {
  readonly port: MailPort;
  /** In another program the owner archives it, marks it as read and flags it. */
  readonly archiveElsewhere: (name: string) => Promise<void>;
  /** …deletes it for good. */
  readonly removeElsewhere: (name: string) => Promise<void>;
}

/** What every connected mailbox has alike. */
export const connectedPlace = async (actor: Actor, connection: Connection): Promise<Pick<MailPlace, "port" | "writer" | "sync">> => {
  const port = await openMailbox(actor.userId, connection.id);
  if (port === null) throw new Error("the account isn't open");
  return {
    port,
    writer: "ana@example.com",
    sync: async () => {
      await carry(actor);
      await sync(actor, connection);
    },
  };
};

export interface MailPortRow extends MailboxRow {
  readonly start: (actor: Actor) => Promise<MailPlace>;
}

export const letter = (actor: Actor, email: string, mail: Partial<OutgoingMail> = {}): OutgoingMail => ({
  userId: actor.userId,
  from: { email, name: "Ada Owner" },
  recipients: [{ kind: "to", email: "tom@example.com", name: "Tom" }],
  subject: "Lunch",
  body: "Shall we?\nAda",
  preview: "",
  messageId: "letter-1@perin.test",
  inReplyTo: null,
  references: [],
  sentAt: "2026-11-26T09:00:00Z",
  searchText: "",
  fromText: "",
  resumed: false,
  sourceThreadId: null,
  ...mail,
});
