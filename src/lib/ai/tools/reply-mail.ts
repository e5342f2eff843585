/** Answers a mail, to its sender or to everybody on it. Always asks first. */
import { z } from "zod";
import { bodyMax, type Mail } from "@/lib/mail/contracts";
import { mailText, sendMail } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import {
  addressesOf,
  hitOf,
  mailAt,
  MailHitSchema,
  MailIdSchema,
  onItsWay,
  reachFor,
  spokenMail,
  spokenPerson,
  spokenSubject,
  type Addressed,
} from "./mail-target";

const InputSchema = z.object({
  mailId: MailIdSchema,
  body: z.string().min(1).max(bodyMax).describe("The whole answer, as the user wants it."),
  all: z.boolean().optional().describe("True to answer everybody on the mail."),
  to: z.array(z.string().min(1).max(254)).max(100).optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

/** Whom an answer goes to: the sender; on one's own mail, those it went to. */
const answeredPeople = ({ profile }: ToolContext, mail: Mail, everybody: boolean): Addressed[] => {
  const own = profile.email.toLowerCase();
  const first = mail.from.email.toLowerCase() === own ? mail.to : [mail.from];
  const rest = everybody ? [...mail.to, ...mail.cc] : [];
  const others = [...first, ...rest].filter(({ email }) => email.toLowerCase() !== own);
  return [...new Map((others.length > 0 ? others : first).map((person) => [person.email.toLowerCase(), person])).values()];
};

const target = async (context: ToolContext, input: Input): Promise<{ ok: true; mail: Mail; people: Addressed[] } | Refusal> => {
  const found = await mailAt(context, input.mailId);
  if (!found.ok) return found;
  if (input.to === undefined || input.to.length === 0) return { ok: true, mail: found.mail, people: answeredPeople(context, found.mail, input.all === true) };
  const who = await addressesOf(context, input.to);
  return who.ok ? { ok: true, mail: found.mail, people: who.people } : who;
};

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const found = await target(context, input);
  if (!found.ok) return found;
  const { mail, people } = found;
  const subject = mailText.replySubject(mail.subject);
  const emails = people.map(({ email }) => email);
  const reach = await reachFor(context, people);
  return {
    ok: true,
    effect: "others",
    input: { mailId: mail.id, body: input.body, to: emails },
    title: `Reply to ${spokenList(people.map(({ name, email }) => name ?? email))}: ${spokenSubject(subject)}`,
    lines: [
      line("To", null, spokenList(people.map(spokenPerson), 8)),
      line("Subject", null, subject),
      line("Message", null, input.body),
      line("Answers", null, spokenMail(context, mail)),
      ...reach.note,
    ],
    tells: reach.tells,
    marks: [],
    editable: [
      { path: "to", label: "To", kind: "emails", value: emails },
      { path: "body", label: "Message", kind: "long-text", value: input.body },
    ],
  };
};

export const replyMailTool = defineTool({
  name: "reply_mail",
  label: "Reply to a mail",
  scope: "mail:write",
  audience: ["owner"],
  effect: "others",
  policy: "ask",
  description: "Answers a mail in its conversation, after the user's approval.",
  input: InputSchema,
  output: z.object({ mail: MailHitSchema }),
  preview,
  run: async (context, input) => {
    const found = await target(context, input);
    if (!found.ok) return found;
    const { mail, undo } = await sendMail(
      context.actor,
      { to: found.people, cc: [], bcc: [], subject: "", body: input.body, answersId: found.mail.id, how: "reply" },
      { now: context.now },
    );
    return { ok: true, output: { mail: hitOf(mail) }, said: await onItsWay(context, mail.subject, found.people), undo };
  },
});
