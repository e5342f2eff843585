/** Answers to the owner's own invitations: who comes is noted on the event, when whoever was invited says so, and not when it was overtaken. */
import { isAppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, ownerActor, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { takeInvitationReply } from "@/lib/queries/invitations";
import { findMailContent } from "@/lib/queries/mail-contents";
import { findMailRow } from "@/lib/queries/mails";
import { createOutboxMessages, type ClaimedMessage } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { noteAnswer } from "@/lib/scheduling/service";
import { judgeReply } from "./core/invitation-state";
import { meetingOf, originalOf, readInvitation } from "./invitations";

const isReply = (calendar: string | null): boolean => calendar !== null && /^METHOD:\s*REPLY\s*$/im.test(calendar);

/** In the transaction that takes the mails in; the calendar is another room's and has its own turn. */
export const heedRepliesLater = (userId: string, contents: readonly { readonly mailId: string; readonly calendar: string | null }[]): Promise<void> =>
  createOutboxMessages(
    userId,
    contents.filter(({ calendar }) => isReply(calendar)).map(({ mailId }) => ({ id: newId(), topic: "mail.reply" as const, payload: { mailId } })),
  );

type Noted = Parameters<typeof noteAnswer>[1];

const note = async (actor: Actor, answer: Noted, stampedAt: string): Promise<void> => {
  const { eventId, email, status, sequence } = answer;
  const newest = await transaction(async () => {
    const taken = await takeInvitationReply(actor.userId, { eventId, occurrence: answer.occurrence ?? "", email, sequence, stampedAt });
    if (taken) await recordAudit(actor, { action: "mail.invitation-reply", subjectId: eventId, after: { email, status } });
    return taken;
  });
  if (!newest) return;
  try {
    await noteAnswer(actor, answer);
  } catch (error) {
    // It was cancelled or deleted in the meantime: nobody needs the answer any more.
    if (!isAppError(error) || (error.kind !== "not-found" && error.kind !== "conflict")) throw error;
  }
};

/** Only the status of the one who answers changes, whatever else the mail says. Errors: whatever may be better later. */
export const heedReply = async ({ userId, payload }: ClaimedMessage): Promise<void> => {
  const actor = ownerActor(userId, "system");
  requireScope(actor, "scheduling:write");
  const mailId = typeof payload.mailId === "string" ? payload.mailId : "";
  const [mail, content] = await Promise.all([findMailRow(userId, mailId), findMailContent(userId, mailId)]);
  if (mail === null || content?.calendar == null || !isReply(content.calendar)) return;
  const read = await readInvitation(actor, await findProfile(actor), mail, content.calendar);
  if (read === null || read.event === null || read.shown.state !== "open" || read.message.method !== "reply") return;
  const { message, event } = read;
  // Whoever answers a series may answer some of its occurrences otherwise, in one message (RFC 5546 section 3.2.3).
  for (const part of [message, ...message.others]) {
    const [one] = part.attendees;
    if (one === undefined || judgeReply(part, mail.fromEmail, await meetingOf(event, part)) !== null) continue;
    await note(actor, { eventId: event.id, occurrence: originalOf(event, part), ...one, sequence: part.sequence }, message.stampedAt ?? mail.sentAt);
  }
};
