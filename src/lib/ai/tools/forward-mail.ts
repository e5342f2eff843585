/** Passes a mail on. Everybody gets a copy of their own, so that nobody learns who else got it. Always asks first. */
import { z } from "zod";
import { mailText, sendMails } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { counted, spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { addressesOf, hitOf, mailAt, MailHitSchema, MailIdSchema, onItsWay, reachFor, spokenMail, spokenPerson, spokenSubject } from "./mail-target";

const InputSchema = z.object({
  mailId: MailIdSchema,
  to: z.array(z.string().min(1).max(254)).min(1).max(20).describe("Names of contacts or addresses."),
  note: z.string().max(20_000).optional().describe("A word of the user's above it."),
});
type Input = z.output<typeof InputSchema>;

const target = async (context: ToolContext, { mailId, to }: Input) => {
  const found = await mailAt(context, mailId);
  if (!found.ok) return found;
  const who = await addressesOf(context, to);
  return who.ok ? { ok: true as const, mail: found.mail, people: who.people } : who;
};

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const found = await target(context, input);
  if (!found.ok) return found;
  const { mail, people } = found;
  const emails = people.map(({ email }) => email);
  const copies = people.length > 1 ? `, ${counted(people.length, "separate mail")}` : "";
  const reach = await reachFor(context, people);
  return {
    ok: true,
    effect: "others",
    input: { mailId: mail.id, to: emails, ...(input.note ? { note: input.note } : {}) },
    title: `Forward ${spokenSubject(mail.subject)} to ${spokenList(people.map(({ name, email }) => name ?? email))}`,
    lines: [
      line("To", null, `${spokenList(people.map(spokenPerson), 8)}${copies}`),
      line("Subject", null, mailText.forwardSubject(mail.subject)),
      ...(input.note ? [line("Message", null, input.note)] : []),
      line("Passes on", null, `${spokenMail(context, mail)}: ${mail.preview}`),
      ...reach.note,
    ],
    tells: reach.tells,
    marks: [],
    editable: [
      { path: "to", label: "To", kind: "emails", value: emails },
      { path: "note", label: "Message", kind: "long-text", value: input.note ?? "" },
    ],
  };
};

export const forwardMailTool = defineTool({
  name: "forward_mail",
  label: "Forward a mail",
  scope: "mail:write",
  audience: ["owner"],
  effect: "others",
  policy: "ask",
  description: "Passes a mail on to others, after the user's approval. Each of them gets a copy of their own.",
  input: InputSchema,
  output: z.object({ mails: z.array(MailHitSchema) }),
  preview,
  run: async (context, input) => {
    const found = await target(context, input);
    if (!found.ok) return found;
    const { mails, undo } = await sendMails(
      context.actor,
      found.people.map((person) => ({ to: [person], cc: [], bcc: [], subject: "", body: input.note ?? "", answersId: found.mail.id, how: "forward" as const })),
      { now: context.now },
    );
    return {
      ok: true,
      output: { mails: mails.map((mail) => hitOf(mail)) },
      said: await onItsWay(context, mails[0]?.subject ?? found.mail.subject, found.people),
      undo,
    };
  },
});
