/** Writes a mail without sending it: it lies among the drafts. */
import { z } from "zod";
import { bodyMax } from "@/lib/mail/contracts";
import { saveDraft } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { addressesOf, MailHitSchema, hitOf, mailAt, spokenPerson, spokenSubject } from "./mail-target";

const InputSchema = z.object({
  to: z.array(z.string().min(1).max(254)).max(50).optional().describe("Names of contacts or addresses."),
  subject: z.string().max(500).optional(),
  body: z.string().max(bodyMax),
  answersId: z.uuid().optional().describe("The mail it answers, from find_mails."),
});
type Input = z.output<typeof InputSchema>;

const recipientsOf = async (context: ToolContext, input: Input) => {
  if (input.to !== undefined && input.to.length > 0) return addressesOf(context, input.to);
  if (input.answersId === undefined) return { ok: true as const, people: [] };
  const answered = await mailAt(context, input.answersId);
  return answered.ok ? { ok: true as const, people: [answered.mail.from] } : answered;
};

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const who = await recipientsOf(context, input);
  if (!who.ok) return who;
  return {
    ok: true,
    effect: "own",
    input: { ...input, to: who.people.map(({ email }) => email) },
    title: `Keep a draft${who.people.length > 0 ? ` to ${spokenList(who.people.map(({ name, email }) => name ?? email))}` : ""}`,
    lines: [
      ...(who.people.length > 0 ? [line("To", null, spokenList(who.people.map(spokenPerson)))] : []),
      ...(input.subject ? [line("Subject", null, input.subject)] : []),
      line("Message", null, input.body),
    ],
    tells: [],
    marks: [],
    editable: [{ path: "body", label: "Message", kind: "long-text", value: input.body }],
  };
};

export const draftMailTool = defineTool({
  name: "draft_mail",
  label: "Write a draft",
  scope: "mail:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Keeps a mail among the drafts without sending it. Use it when the user wants to see or finish a mail first.",
  input: InputSchema,
  output: z.object({ mail: MailHitSchema }),
  preview,
  run: async (context, input) => {
    const who = await recipientsOf(context, input);
    if (!who.ok) return who;
    const mail = await saveDraft(
      context.actor,
      {
        to: who.people.map((person) => ({ ...person })),
        cc: [],
        bcc: [],
        subject: input.subject ?? "",
        body: input.body,
        ...(input.answersId ? { answersId: input.answersId, how: "reply" } : { how: "new" }),
      },
      { now: context.now },
    );
    return { ok: true, output: { mail: hitOf(mail) }, said: `A draft ${spokenSubject(mail.subject)} lies in your drafts. Nothing was sent.` };
  },
});
