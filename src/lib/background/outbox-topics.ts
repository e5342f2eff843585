/** Who receives what the outbox tells. A topic without a line here is a type error. */
import { sayBriefInWords } from "@/lib/ai/service";
import { deliverLinkMail, followEvent } from "@/lib/delegation/service";
import { carryDraft, carryMarks, heedReply } from "@/lib/mail/service";
import type { OutboxTopic } from "@/lib/queries/outbox";
import { carryOutside } from "@/lib/scheduling/service";
import type { nobody, OutboxHandler } from "./outbox";

/**
 * A receiver gets a message at least once and tells repetitions by `message.id`. `nobody` says that nothing outside this
 * database learns of it yet: such messages count as delivered.
 */
export const outboxTopics = {
  "brief.written": ({ userId, payload }, { signal }) => sayBriefInWords(userId, String(payload.briefId), { signal }),
  "event.created": followEvent,
  "event.changed": followEvent,
  "event.cancelled": followEvent,
  "link.mail": deliverLinkMail,
  "event.outside": carryOutside,
  "mail.outside": carryMarks,
  "mail.draft": carryDraft,
  "mail.reply": heedReply,
} satisfies Record<OutboxTopic, OutboxHandler | typeof nobody>;
