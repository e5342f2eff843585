/** Sends a mail. Always asks first: somebody else gets it. */
import { z } from "zod";
import { bodyMax } from "@/lib/mail/contracts";
import { sendMail } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { spokenList } from "../core/spoken";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { addressesOf, hitOf, MailHitSchema, onItsWay, reachFor, spokenPerson, spokenSubject, type Addressed } from "./mail-target";

const PeopleSchema = z.array(z.string().min(1).max(254)).max(100);
const InputSchema = z.object({
  to: PeopleSchema.min(1).describe("Names of contacts or addresses."),
  cc: PeopleSchema.optional(),
  bcc: PeopleSchema.optional(),
  subject: z.string().max(500),
  body: z.string().min(1).max(bodyMax).describe("The whole text, as the user wants it."),
});
type Input = z.output<typeof InputSchema>;

type Named = Record<"to" | "cc" | "bcc", Addressed[]>;

const peopleIn = async (context: ToolContext, input: Input): Promise<({ ok: true } & Named) | Refusal> => {
  const found: Named = { to: [], cc: [], bcc: [] };
  for (const kind of ["to", "cc", "bcc"] as const) {
    const names = input[kind] ?? [];
    if (names.length === 0) continue;
    const who = await addressesOf(context, names);
    if (!who.ok) return who;
    found[kind] = who.people;
  }
  return { ok: true, ...found };
};

const all = ({ to, cc, bcc }: Named): Addressed[] => [...to, ...cc, ...bcc];

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const people = await peopleIn(context, input);
  if (!people.ok) return people;
  const emails = (kind: keyof Named): string[] => people[kind].map(({ email }) => email);
  const shown = (kind: keyof Named, label: string) => (people[kind].length > 0 ? [line(label, null, spokenList(people[kind].map(spokenPerson), 8))] : []);
  const reach = await reachFor(context, all(people));
  return {
    ok: true,
    effect: "others",
    input: {
      to: emails("to"),
      ...(people.cc.length > 0 ? { cc: emails("cc") } : {}),
      ...(people.bcc.length > 0 ? { bcc: emails("bcc") } : {}),
      subject: input.subject,
      body: input.body,
    },
    title: `Send ${spokenSubject(input.subject)} to ${spokenList(people.to.map(({ name, email }) => name ?? email))}`,
    lines: [
      ...shown("to", "To"),
      ...shown("cc", "Cc"),
      ...shown("bcc", "Bcc"),
      line("Subject", null, input.subject === "" ? "(no subject)" : input.subject),
      line("Message", null, input.body),
      ...reach.note,
    ],
    tells: reach.tells,
    marks: [],
    editable: [
      { path: "to", label: "To", kind: "emails", value: emails("to") },
      { path: "subject", label: "Subject", kind: "text", value: input.subject },
      { path: "body", label: "Message", kind: "long-text", value: input.body },
    ],
  };
};

export const sendMailTool = defineTool({
  name: "send_mail",
  label: "Send a mail",
  scope: "mail:write",
  audience: ["owner"],
  effect: "others",
  policy: "ask",
  description: "Sends a new mail, after the user's approval. Use reply_mail to answer a mail, forward_mail to pass one on.",
  input: InputSchema,
  output: z.object({ mail: MailHitSchema }),
  preview,
  run: async (context, input) => {
    const people = await peopleIn(context, input);
    if (!people.ok) return people;
    const { mail, undo } = await sendMail(
      context.actor,
      { to: people.to, cc: people.cc, bcc: people.bcc, subject: input.subject, body: input.body, how: "new" },
      { now: context.now },
    );
    return { ok: true, output: { mail: hitOf(mail) }, said: await onItsWay(context, mail.subject, all(people)), undo };
  },
});
