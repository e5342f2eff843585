/**
 * What happens when the ten seconds are over. A mail is claimed first, handed to its provider, and written down after; whatever cuts this
 * off, it arrives once: a second copy is recognised by its Message-ID, and what can't be recognised isn't sent again.
 */
import { isAppError } from "@/lib/errors";
import { ownerActor, requireScope } from "@/lib/identity/service";
import type { MailDelivery, OutgoingMail } from "@/lib/integrations/contracts";
import { openMailbox } from "@/lib/integrations/service";
import { logger } from "@/lib/logger";
import { notify } from "@/lib/notifications/service";
import { recordAudit } from "@/lib/queries/audit";
import { findMailContent } from "@/lib/queries/mail-contents";
import { findSourceThread } from "@/lib/queries/mail-mirror";
import { listDueMails, lockMailRow, updateMailRow, type StoredMail } from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import { dropDraftLater } from "./carry-drafts";
import { outgoingOf } from "./outgoing";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const attemptsMax = 4;

interface Claimed {
  readonly mail: StoredMail;
  readonly resumed: boolean;
}

/** Takes the mail for this process; null when it was taken back, has gone already, or its time hasn't come. */
const claim = (userId: string, mailId: string, nowMs: number): Promise<Claimed | null> =>
  transaction(async () => {
    const mail = await lockMailRow(userId, mailId);
    if (mail === null || (mail.state !== "scheduled" && mail.state !== "sending") || mail.sendAt === null || Date.parse(mail.sendAt) > nowMs) return null;
    const claimed: StoredMail = { ...mail, state: "sending", attempts: mail.attempts + 1, version: mail.version + 1 };
    await updateMailRow(claimed);
    return { mail: claimed, resumed: mail.state === "sending" };
  });

/** "Not sent to x@example.com: no mail account is connected." Null when it reached everybody. */
const noteOf = (deliveries: readonly MailDelivery[]): string | null => {
  const missed = deliveries.filter(({ delivery }) => delivery === "not-sent");
  const [first] = missed;
  if (first === undefined) return null;
  const whom = missed.length <= 3 ? missed.map(({ email }) => email).join(", ") : `${missed.length} of ${deliveries.length} people`;
  const reasons = [...new Set(missed.map(({ reason }) => reason ?? "it was refused"))];
  return `Not sent to ${whom}: ${reasons.slice(0, 2).join("; ")}.`;
};

const written = (mail: StoredMail, deliveries: readonly MailDelivery[], nowMs: number): StoredMail => {
  const of = new Map(deliveries.map((one) => [one.email, one]));
  const gone = deliveries.some(({ delivery }) => delivery !== "not-sent");
  return {
    ...mail,
    recipients: mail.recipients.map((person) => ({
      ...person,
      delivery: of.get(person.email)?.delivery ?? "not-sent",
      reason: of.get(person.email)?.reason ?? null,
    })),
    folder: gone ? "sent" : "outbox",
    state: gone ? "sent" : "not-sent",
    note: noteOf(deliveries),
    sendAt: null,
    sentAt: gone ? isoOf(nowMs) : mail.sentAt,
    version: mail.version + 1,
  };
};

const settle = (userId: string, mailId: string, change: (mail: StoredMail) => StoredMail): Promise<StoredMail | null> =>
  transaction(async () => {
    const actor = ownerActor(userId, "system");
    requireScope(actor, "mail:write");
    const mail = await lockMailRow(userId, mailId);
    if (mail?.state !== "sending") return null;
    const after = change(mail);
    await updateMailRow(after);
    // The draft that it was until then; its copy among what was sent is told by the next sync.
    if (after.state === "sent") await dropDraftLater(userId, mailId);
    await recordAudit(actor, {
      action: `mail.${after.state}`,
      subjectId: mailId,
      after: { recipients: after.recipients.map(({ email, delivery }) => ({ email, delivery })) },
    });
    if (after.note !== null)
      await notify(userId, {
        kind: "mail-not-sent",
        title: `Not sent: ${after.subject || "(no subject)"}`,
        body: after.note,
        href: `/mail?mail=${mailId}`,
        subjectId: mailId,
      });
    return after;
  });

/** Its account was disconnected, or asks its owner to sign in again. */
const undelivered = ({ recipients }: OutgoingMail): MailDelivery[] =>
  recipients.map(({ email }) => ({ email, delivery: "not-sent", reason: "its account isn't connected any more, or asks you to sign in again" }));

/** Nothing was handed over: it waits for the next try, or is kept as not sent after the last. */
const failed = (mail: StoredMail): StoredMail =>
  mail.attempts >= attemptsMax
    ? {
        ...mail,
        folder: "outbox",
        state: "not-sent",
        sendAt: null,
        note: "Not sent: the mail server didn't take it, several times. Try again later.",
        version: mail.version + 1,
      }
    : { ...mail, state: "scheduled", version: mail.version + 1 };

/** Delivers one mail whose time has come. Answers its new state; null when there was nothing to do. Throws where a later try may help. */
export const deliverMail = async (
  { userId, mailId }: { readonly userId: string; readonly mailId: string },
  options: VerbOptions = {},
): Promise<StoredMail["state"] | null> => {
  const nowMs = nowMsOf(options);
  const claimed = await claim(userId, mailId, nowMs);
  if (claimed === null) return null;
  try {
    const mailbox = await openMailbox(userId, claimed.mail.connectionId);
    const { connectionId, threadId } = claimed.mail;
    const mail = outgoingOf(claimed.mail, {
      sentAt: isoOf(nowMs),
      resumed: claimed.resumed,
      sourceThreadId: connectionId === null ? null : await findSourceThread(connectionId, threadId),
      calendar: (await findMailContent(userId, mailId))?.calendar ?? null,
    });
    const deliveries = mailbox === null ? undelivered(mail) : await mailbox.deliver(mail);
    return (await settle(userId, mailId, (mail) => written(mail, deliveries, nowMs)))?.state ?? null;
  } catch (error) {
    logger.warn("a mail wasn't delivered", { mailId, attempt: claimed.mail.attempts, code: isAppError(error) ? error.code : "failed" });
    const after = await settle(userId, mailId, failed);
    if (after?.state === "not-sent") return after.state;
    throw error;
  }
};

const dueMax = 100;
/** A delivery that is older than this and still under way was cut off. */
const graceMs = 60_000;

/** Everything whose time came a while ago and that nobody delivered: the safety net under the jobs. Answers how many. */
export const deliverDueMails = async (options: VerbOptions & { readonly graceMs?: number } = {}): Promise<number> => {
  const before = isoOf(nowMsOf(options) - (options.graceMs ?? graceMs));
  const due = await listDueMails(before, dueMax);
  for (const { id, userId } of due)
    await deliverMail({ userId, mailId: id }, options).catch((error: unknown) => logger.warn("a late mail wasn't delivered", { mailId: id, error }));
  return due.length;
};
