/** What wants an answer, over the newest conversations of the inbox. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { findContactsByNames } from "@/lib/people/service";
import { listUnansweredRows } from "@/lib/queries/mails";
import type { TriagedMail } from "./contracts";
import { triage } from "./core/triage";
import { toSummary } from "./stored-mail";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const lookBackMs = 60 * 24 * 3_600_000;
const looked = 300;

/** The most pressing first. Rules, not a model, decide, and each answer carries its reasons. */
export const triageMails = async (actor: Actor, { limit }: { readonly limit: number }, options: VerbOptions = {}): Promise<{ waiting: TriagedMail[] }> => {
  requireScope(actor, "mail:read");
  const nowMs = nowMsOf(options);
  const [profile, rows] = await Promise.all([findProfile(actor), listUnansweredRows(actor.userId, isoOf(nowMs - lookBackMs), looked)]);
  const senders = [...new Set(rows.map(({ fromEmail }) => fromEmail))];
  const contacts = await findContactsByNames(actor, senders.slice(0, 100));
  const context = {
    ownerEmail: profile.email,
    now: isoOf(nowMs),
    known: new Set(contacts.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()]))),
  };
  const waiting = rows.flatMap((row): TriagedMail[] => {
    const people = (kind: "to" | "cc"): string[] => row.recipients.filter((recipient) => recipient.kind === kind).map(({ email }) => email);
    const found = triage({ ...row, to: people("to"), cc: people("cc") }, context);
    return found ? [{ mail: toSummary(row), reasons: found.reasons, score: found.score }] : [];
  });
  return { waiting: waiting.sort((a, b) => b.score - a.score || Date.parse(b.mail.sentAt) - Date.parse(a.mail.sentAt)).slice(0, limit) };
};
