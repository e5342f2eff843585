/** What the shared suite of mail ports asks of each provider's stand-in: that things happen there as if somebody else did them. */
import type { Actor } from "@/lib/identity/contracts";
import type { MailPort, OutgoingMail } from "@/lib/integrations/contracts";

export interface Arriving {
  /** Name in this test: also its Message-ID, `<name@mail.test>`. */
  readonly name: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** Further header lines. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface MailPlace {
  readonly port: MailPort;
  /** The owner's address there. */
  readonly email: string;
  /** Somebody writes to the owner. From Ana Lovelace, ana@example.com. */
  readonly arrive: (mail: Arriving) => Promise<void>;
  /** In another program the owner archives it, marks it as read and flags it. */
  readonly archiveElsewhere: (name: string) => Promise<void>;
  /** …deletes it for good. */
  readonly removeElsewhere: (name: string) => Promise<void>;
  /** What has gone out so far, as it travelled. */
  readonly sent: () => Promise<readonly { readonly to: readonly string[]; readonly raw: string }[]>;
  readonly close: () => Promise<void>;
}

export interface MailPortRow {
  readonly name: string;
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
