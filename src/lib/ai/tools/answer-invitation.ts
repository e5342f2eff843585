/** Accepts or declines an invitation: the calendar changes and whoever invited gets a mail. Always asks first. */
import { z } from "zod";
import { AnswerSchema, type Answer } from "@/lib/mail/contracts";
import { answerInvitation } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { spokenSpanInZone } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { invitationIn, InvitedSchema, noInvitation, spokenInvited, spokenInviter } from "./invitation-target";
import { mailAt, MailIdSchema, reachFor, spokenPerson, spokenSubject } from "./mail-target";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({ mailId: MailIdSchema, answer: AnswerSchema });
type Input = z.output<typeof InputSchema>;

const verbs: Readonly<Record<Answer, string>> = { accepted: "Accept", tentative: "Answer maybe to", declined: "Decline" };
const said: Readonly<Record<Answer, string>> = { accepted: "accepted", tentative: "answered with maybe", declined: "declined" };

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const found = await mailAt(context, input.mailId);
  if (!found.ok) return found;
  const invited = await invitationIn(context, input.mailId);
  if (invited === null) return noInvitation;
  if (invited.answer === input.answer)
    return { ok: false, reason: "nothing-to-change", said: `You have ${said[input.answer]} ${spokenInvited(context, invited)} already.` };
  const reach = await reachFor(context, [invited.from]);
  return {
    ok: true,
    effect: "others",
    input,
    title: `${verbs[input.answer]} ${spokenInvited(context, invited)}`,
    lines: [
      line("Meeting", null, invited.title),
      line("When", null, spokenSpanInZone(invited, momentOf(context))),
      ...(invited.location === "" ? [] : [line("Where", null, invited.location)]),
      line("Answer", invited.answer === null ? null : said[invited.answer], said[input.answer]),
      line("Goes to", null, spokenPerson(invited.from)),
      ...(input.answer !== "declined" && invited.conflicts.length > 0 ? [line("Overlaps", null, invited.conflicts.join(", "))] : []),
      ...reach.note,
    ],
    tells: reach.tells,
    marks: [],
    editable: [],
  };
};

export const answerInvitationTool = defineTool({
  name: "answer_invitation",
  label: "Answer an invitation",
  scope: "mail:write",
  audience: ["owner"],
  effect: "others",
  policy: "ask",
  description: "Accepts, declines or answers maybe to an invitation out of find_invitations, after the user's approval. The one who invited is told by mail.",
  input: InputSchema,
  output: z.object({ invitation: InvitedSchema.nullable() }),
  preview,
  run: async (context, { mailId, answer }) => {
    const before = await invitationIn(context, mailId);
    if (before === null) return noInvitation;
    const { undo, reply } = await answerInvitation(context.actor, { mailId, answer }, { now: context.now });
    const calendar = answer === "declined" ? "" : ` It is on your calendar${answer === "tentative" ? " as tentative" : ""}.`;
    const mailed = reply === null ? "" : ` ${spokenInviter(before)} gets your answer by mail.`;
    return {
      ok: true,
      output: { invitation: { ...before, answer } },
      said: `You ${said[answer]} ${spokenSubject(before.title)}.${calendar}${mailed}`,
      undo,
    };
  },
});
