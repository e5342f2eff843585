/** Sends a draft as it lies there. Always asks first: somebody else gets it. */
import { z } from "zod";
import type { Mail } from "@/lib/mail/contracts";
import { sendDraft } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { hitOf, mailAt, MailHitSchema, MailIdSchema, onItsWay, reachFor, spokenPerson, spokenSubject } from "./mail-target";

const InputSchema = z.object({
  draftId: MailIdSchema,
  version: z.number().int().optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

const peopleOf = ({ to, cc, bcc }: Mail) => [...to, ...cc, ...bcc];

const draftAt = async (context: ToolContext, { draftId }: Input): Promise<{ ok: true; mail: Mail } | Refusal> => {
  const found = await mailAt(context, draftId);
  if (!found.ok) return found;
  if (found.mail.state !== "draft") return { ok: false, reason: "not-a-draft", said: `${spokenSubject(found.mail.subject)} isn't a draft any more.` };
  return peopleOf(found.mail).length > 0
    ? found
    : {
        ok: false,
        reason: "recipients-missing",
        said: `The draft ${spokenSubject(found.mail.subject)} names nobody it should go to. Open it among your drafts.`,
      };
};

/** What was read on the card is what goes out: the version is part of what is approved. */
const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const found = await draftAt(context, input);
  if (!found.ok) return found;
  const { mail } = found;
  const reach = await reachFor(context, peopleOf(mail));
  const shown = (label: string, people: Mail["to"]) => (people.length > 0 ? [line(label, null, spokenList(people.map(spokenPerson), 8))] : []);
  return {
    ok: true,
    effect: "others",
    input: { draftId: mail.id, version: mail.version },
    title: `Send the draft ${spokenSubject(mail.subject)} to ${spokenList(peopleOf(mail).map(({ name, email }) => name ?? email))}`,
    lines: [
      ...shown("To", mail.to),
      ...shown("Cc", mail.cc),
      ...shown("Bcc", mail.bcc),
      line("Subject", null, mail.subject === "" ? "(no subject)" : mail.subject),
      line("Message", null, mail.body),
      ...reach.note,
    ],
    tells: reach.tells,
    marks: [],
    editable: [],
  };
};

export const sendDraftTool = defineTool({
  name: "send_draft",
  label: "Send a draft",
  scope: "mail:write",
  audience: ["owner"],
  effect: "others",
  policy: "ask",
  description: "Sends a mail that lies among the drafts as it is, after the user's approval. Use it for 'send it' after draft_mail.",
  input: InputSchema,
  output: z.object({ mail: MailHitSchema }),
  preview,
  run: async (context, input) => {
    const found = await draftAt(context, input);
    if (!found.ok) return found;
    const { mail, undo } = await sendDraft(context.actor, { draftId: input.draftId, version: input.version ?? found.mail.version }, { now: context.now });
    return { ok: true, output: { mail: hitOf(mail) }, said: await onItsWay(context, mail.subject, peopleOf(mail)), undo };
  },
});
