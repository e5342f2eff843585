/** Who receives what the outbox tells. A topic without a line here is a type error. */
import { sayBriefInWords } from "@/lib/ai/service";
import { deliverLinkMail, followEvent } from "@/lib/delegation/service";
import { deliverAccountMail, ownerActor } from "@/lib/identity/service";
import { carryDraft, carryMarks, heedReply, keepNotice, tellPeople } from "@/lib/mail/service";
import { deliverDigest, deliverNotice, type Surroundings } from "@/lib/notifications/service";
import type { OutboxTopic } from "@/lib/queries/outbox";
import { carryOutside, reminderStillHolds } from "@/lib/scheduling/service";
import type { nobody, OutboxHandler } from "./outbox";

/** What telling an owner needs of rooms that tell owners things themselves. */
const surroundings: Surroundings = {
  keepMail: (userId, mail) => keepNotice(ownerActor(userId, "system"), mail),
  stillTrue: (userId, { kind, once }) => (kind === "meeting" && once !== null ? reminderStillHolds(userId, once) : Promise.resolve(true)),
};

/**
 * A receiver gets a message at least once and tells repetitions by `message.id`. `nobody` says that nothing outside this
 * database learns of it yet: such messages count as delivered.
 */
export const outboxTopics = {
  "brief.written": ({ userId, payload }, { signal }) => sayBriefInWords(userId, String(payload.briefId), { signal }),
  "event.created": followEvent,
  "event.changed": followEvent,
  "event.cancelled": followEvent,
  "event.tell": tellPeople,
  "link.mail": deliverLinkMail,
  "event.outside": carryOutside,
  "mail.outside": carryMarks,
  "notice.deliver": deliverNotice(surroundings),
  "notice.digest": deliverDigest(surroundings),
  "account.mail": deliverAccountMail,
  "mail.draft": carryDraft,
  "mail.reply": heedReply,
} satisfies Record<OutboxTopic, OutboxHandler | typeof nobody>;
