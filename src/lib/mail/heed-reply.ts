/** Answers to the owner's own invitations: who comes is noted on the event, when whoever was invited says so, and not when it was overtaken. */
import { isAppError } from "@/lib/errors";
import { findProfile, ownerActor, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { takeInvitationReply } from "@/lib/queries/invitations";
import { findMailContent } from "@/lib/queries/mail-contents";
import { findMailRow } from "@/lib/queries/mails";
import { createOutboxMessages, type ClaimedMessage } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { updateEvent } from "@/lib/scheduling/service";
import { readInvitation } from "./invitations";
import { isoOf } from "./verb-options";

const isReply = (calendar: string | null): boolean => calendar !== null && /^METHOD:\s*REPLY\s*$/im.test(calendar);

/** In the transaction that takes the mails in; the calendar is another room's and has its own turn. */
export const heedRepliesLater = (userId: string, contents: readonly { readonly mailId: string; readonly calendar: string | null }[]): Promise<void> =>
  createOutboxMessages(
    userId,
    contents.filter(({ calendar }) => isReply(calendar)).map(({ mailId }) => ({ id: newId(), topic: "mail.reply" as const, payload: { mailId } })),
  );

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
  const [one] = message.attendees;
  if (one === undefined) return;
  const newest = await transaction(async () => {
    const reply = { eventId: event.id, occurrence: message.occurrence ?? "", email: one.email, sequence: message.sequence };
    const taken = await takeInvitationReply(userId, { ...reply, stampedAt: message.stampedAt ?? mail.sentAt });
    if (taken) await recordAudit(actor, { action: "mail.invitation-reply", subjectId: event.id, after: { email: one.email, status: one.status } });
    return taken;
  });
  if (!newest || event.attendees.some(({ email, status }) => email.toLowerCase() === one.email && status === one.status)) return;
  const attendees = event.attendees.map((attendee) => (attendee.email.toLowerCase() === one.email ? { ...attendee, status: one.status } : attendee));
  const series = event.rrule !== null;
  const start = message.occurrence?.includes("T") === true ? message.occurrence : event.startsAt;
  try {
    await updateEvent(actor, {
      ref: series ? `${event.id}@${isoOf(Date.parse(start))}` : event.id,
      scope: series && message.occurrence === null ? "all" : "this",
      patch: { attendees },
    });
  } catch (error) {
    // It was cancelled or deleted in the meantime: nobody needs the answer any more.
    if (!isAppError(error) || (error.kind !== "not-found" && error.kind !== "conflict")) throw error;
  }
};
