/** Invitations that lie in the mailbox, as the assistant's tools see them. */
import { z } from "zod";
import { AnswerSchema, type Invitation } from "@/lib/mail/contracts";
import { findMails, getThread } from "@/lib/mail/service";
import { listMailContents } from "@/lib/queries/mail-contents";
import { spokenSpan } from "../core/spoken";
import type { Refusal, ToolContext } from "./define-tool";
import { spokenSubject } from "./mail-target";
import { momentOf } from "./tool-moment";

export const InvitedSchema = z.object({
  mailId: z.uuid(),
  title: z.string(),
  location: z.string(),
  start: z.string(),
  end: z.string(),
  from: z.object({ email: z.string(), name: z.string().nullable() }),
  answer: AnswerSchema.nullable(),
  conflicts: z.array(z.string()),
});
export type Invited = z.infer<typeof InvitedSchema>;

/** Invitations come as mails; further back than this nobody answers one. */
const mailsMax = 100;

const answerOf = ({ state }: Invitation): Invited["answer"] => AnswerSchema.safeParse(state).data ?? null;

const invitedBy = (mailId: string, sender: Invited["from"], invitation: Invitation | null): Invited | null =>
  invitation?.method !== "request" || ["cancelled", "outdated", "refused"].includes(invitation.state)
    ? null
    : {
        mailId,
        title: invitation.title,
        location: invitation.location,
        start: invitation.start,
        end: invitation.end,
        from: invitation.organizer ?? sender,
        answer: answerOf(invitation),
        conflicts: invitation.conflicts,
      };

/** The invitation that one mail holds. */
export const invitationIn = async (context: ToolContext, mailId: string): Promise<Invited | null> => {
  const { mails } = await getThread(context.actor, { mailId });
  const mail = mails.find(({ id }) => id === mailId);
  return mail === undefined ? null : invitedBy(mailId, mail.from, mail.invitation);
};

/** Meetings ahead that the owner is invited to by mail, the newest word about each, soonest first. */
export const invitationsAhead = async (context: ToolContext): Promise<Invited[]> => {
  const { mails } = await findMails(context.actor, { limit: mailsMax });
  const received = mails.filter(({ state }) => state === "received");
  const holding = new Set(
    (
      await listMailContents(
        context.actor.userId,
        received.map(({ id }) => id),
      )
    )
      .filter(({ calendar }) => calendar !== null)
      .map(({ mailId }) => mailId),
  );
  const found = new Map<string, Invited>();
  for (const { id } of received.filter((mail) => holding.has(mail.id))) {
    const invited = await invitationIn(context, id);
    if (invited === null || Temporal.Instant.compare(invited.end, context.now) <= 0) continue;
    const key = `${invited.from.email}\n${invited.title}\n${invited.start}`;
    if (!found.has(key)) found.set(key, invited);
  }
  return [...found.values()].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
};

export const spokenInviter = ({ from }: Invited): string => from.name ?? from.email;

/** "“Lunch” from Ana, Friday 27 Nov, 12:00–13:00". */
export const spokenInvited = (context: ToolContext, invited: Invited): string =>
  `${spokenSubject(invited.title)} from ${spokenInviter(invited)}, ${spokenSpan(invited, momentOf(context))}`;

export const noInvitation: Refusal = { ok: false, reason: "no-invitation", said: "That mail holds no invitation that can be answered." };
