/** What the mail tools share: getting at a mail, saying it, and who is written to. */
import { z } from "zod";
import { isAppError } from "@/lib/errors";
import { FolderSchema, type Mail } from "@/lib/mail/contracts";
import { findMails, getMail, mailText, reachOf } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { counted, spokenInstant, spokenList } from "../core/spoken";
import type { ChangeLine } from "../contracts";
import type { Refusal, ToolContext } from "./define-tool";
import { momentOf, peopleOf } from "./tool-moment";

const AddressSchema = z.object({ email: z.string(), name: z.string().nullable() });

/** A mail as a model sees it in lists: what is needed to choose, and the sentences that say most. */
export const MailHitSchema = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  from: AddressSchema,
  to: z.array(AddressSchema),
  subject: z.string(),
  sentAt: z.string(),
  folder: FolderSchema,
  read: z.boolean(),
  flagged: z.boolean(),
  labels: z.array(z.string()),
  /** The sentences that say most of it. */
  gist: z.array(z.string()),
  /** Sentences that answer the question asked, the best first. */
  passages: z.array(z.object({ sentence: z.string(), score: z.number() })),
});
export type MailHit = z.infer<typeof MailHitSchema>;

export const hitOf = (mail: Mail, question?: string): MailHit => ({
  id: mail.id,
  threadId: mail.threadId,
  from: mail.from,
  to: mail.to,
  subject: mail.subject,
  sentAt: mail.sentAt,
  folder: mail.folder,
  read: mail.read,
  flagged: mail.flagged,
  labels: mail.labels,
  gist: mailText.summarise(mail),
  passages: question === undefined ? [] : mailText.passagesFor(question, mail),
});

export const MailIdSchema = z.uuid().describe("From find_mails; never guessed.");
export const MailIdsSchema = z.array(z.uuid()).min(1).max(100).describe("From find_mails; never guessed.");

/** The mail an id names. An id that leads nowhere is a refusal: the model is to look again, not to guess. */
export const mailAt = async (context: ToolContext, mailId: string): Promise<{ ok: true; mail: Mail } | Refusal> => {
  try {
    return { ok: true, mail: await getMail(context.actor, { mailId }) };
  } catch (error) {
    if (isAppError(error) && error.kind === "not-found")
      return { ok: false, reason: "mail-not-found", said: "That mail isn't in the mailbox. Look for it with find_mails first." };
    throw error;
  }
};

export const mailsAt = async (context: ToolContext, ids: readonly string[]): Promise<{ ok: true; mails: Mail[] } | Refusal> => {
  const mails: Mail[] = [];
  for (const id of [...new Set(ids)]) {
    const found = await mailAt(context, id);
    if (!found.ok) return found;
    mails.push(found.mail);
  }
  return { ok: true, mails };
};

const titleMax = 80;
/** A subject on one line, never so long that it could pass for something Perin says itself. */
export const spokenSubject = (subject: string): string => {
  const text = subject.replace(/\s+/g, " ").trim();
  return text === "" ? "(no subject)" : `“${text.length > titleMax ? `${text.slice(0, titleMax).trimEnd()}…` : text}”`;
};

export const spokenSender = ({ from }: Pick<Mail, "from">): string => from.name ?? from.email;

/** "“Lunch” from Ana (Tuesday 24 Nov, 10:00)". */
export const spokenMail = (context: ToolContext, mail: Pick<Mail, "subject" | "from" | "sentAt">): string =>
  `${spokenSubject(mail.subject)} from ${spokenSender(mail)} (${spokenInstant(mail.sentAt, momentOf(context))})`;

export const spokenMails = (context: ToolContext, mails: readonly Mail[]): string => {
  const [only] = mails;
  return only && mails.length === 1 ? spokenMail(context, only) : counted(mails.length, "mail");
};

export interface Addressed {
  readonly email: string;
  readonly name: string | null;
}

const ownWords = new Set(["me", "myself", "i"]);

/** Somebody without a contact who has written before: their address out of the mailbox. The card shows it before anything goes out. */
const fromMailbox = async (context: ToolContext, name: string): Promise<{ ok: true; person: Addressed } | Refusal> => {
  const { mails } = await findMails(context.actor, { from: [name], limit: 50 });
  const people = [...new Map(mails.filter(({ state }) => state === "received").map(({ from }) => [from.email.toLowerCase(), from])).values()];
  const [only] = people;
  if (only && people.length === 1) return { ok: true, person: only };
  if (people.length > 1)
    return {
      ok: false,
      reason: "person-ambiguous",
      said: `More than one ${name} has written to you. Which one?`,
      options: people.slice(0, 6).map(({ email, name: called }) => ({ label: called ? `${called} (${email})` : email, value: email })),
    };
  return { ok: false, reason: "person-unknown", said: `I have no address for ${name}. What is it?` };
};

/** Addresses of the people named. Refuses, with a question, where somebody has none or the name fits two. */
export const addressesOf = async (context: ToolContext, names: readonly string[]): Promise<{ ok: true; people: Addressed[] } | Refusal> => {
  const own = context.profile.email.toLowerCase();
  const toSelf = names.some((name) => ownWords.has(name.toLowerCase()) || name.toLowerCase() === own);
  const who = await peopleOf(
    context,
    names.filter((name) => !ownWords.has(name.toLowerCase())),
  );
  if (!who.ok) return who;
  const people: Addressed[] = who.attendees.map(({ email, name }) => ({ email, name: name ?? null }));
  for (const name of who.guests) {
    const known = await fromMailbox(context, name);
    if (!known.ok) return known;
    people.push(known.person);
  }
  if (toSelf) people.push({ email: own, name: context.profile.name });
  const each = [...new Map(people.map((person) => [person.email.toLowerCase(), person])).values()];
  return each.length === 0 ? { ok: false, reason: "person-unknown", said: "Who should it go to?" } : { ok: true, people: each };
};

export const spokenPerson = ({ email, name }: Addressed): string => (name ? `${name} (${email})` : email);

/** Whom a mail would get to, and the card's note about the others. */
export const reachFor = async (context: ToolContext, people: readonly Addressed[]): Promise<{ readonly note: ChangeLine[]; readonly tells: string[] }> => {
  const reach = await reachOf(
    context.actor,
    people.map(({ email }) => email),
  );
  const missed = reach.filter(({ reached }) => !reached);
  const lost = new Set(missed.map(({ email }) => email));
  return {
    note:
      missed.length === 0
        ? []
        : [line("Note", null, `Can't reach ${spokenList([...lost])}: ${missed[0]?.reason ?? "no way to send"}. It is kept as not sent.`)],
    tells: people.filter(({ email }) => !lost.has(email.toLowerCase())).map(spokenPerson),
  };
};

/** How what was put on its way is said. */
export const onItsWay = async (context: ToolContext, subject: string, people: readonly Addressed[]): Promise<string> => {
  const reach = await reachOf(
    context.actor,
    people.map(({ email }) => email),
  );
  const missed = reach.filter(({ reached }) => !reached);
  const whom = spokenList(people.map(({ name, email }) => name ?? email));
  if (missed.length === people.length) return `${spokenSubject(subject)} to ${whom} is kept as not sent: ${missed[0]?.reason ?? "there is no way to send it"}.`;
  const except =
    missed.length > 0 ? ` It can't reach ${spokenList(missed.map(({ email }) => email))}: ${missed[0]?.reason ?? "there is no way to send it"}.` : "";
  return `${spokenSubject(subject)} is on its way to ${whom}; it can be taken back for ten seconds.${except}`;
};
