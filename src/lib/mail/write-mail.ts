/** Writing: drafts, and mails that go out ten seconds later unless their owner takes them back. */
import type { z } from "zod";
import { publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import type { Actor, Profile, Undo } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { findMailAccount, findWritingMailAccount, openMailbox, type MailAccount } from "@/lib/integrations/service";
import { enqueue } from "@/lib/jobs";
import { mailerAddress } from "@/lib/mailer";
import { recordAudit } from "@/lib/queries/audit";
import { createRecordChange } from "@/lib/queries/record-changes";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { createMailRow, findMailRow, lockMailRow, updateMailRow, type MailMark, type StoredMail, type StoredRecipient } from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import { formatInstant } from "@/lib/time/format";
import { markOf, namedMails } from "./mail-marks";
import { recipientsMax, type ComposedMail, type Mail, type saveDraftEndpoint, type sendMailEndpoint } from "./contracts";
import { forwardSubject, messageIdOf, referencesTo, replySubject } from "./core/headers";
import { forwardedText, previewOf } from "./core/text";
import { deliverMailJob } from "./delivery-jobs";
import { keepDraftLater } from "./carry-drafts";
import { fromTextOf, searchTextOf, toMail } from "./stored-mail";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

/** How long a mail can be taken back. */
const undoSendMs = 10_000;

const recipientsOf = ({ to, cc, bcc }: ComposedMail): StoredRecipient[] => {
  const people = new Map<string, StoredRecipient>();
  for (const [kind, list] of [
    ["to", to],
    ["cc", cc],
    ["bcc", bcc],
  ] as const)
    for (const { email, name } of list) if (!people.has(email)) people.set(email, { kind, email, name: name?.trim() || null, delivery: null, reason: null });
  return [...people.values()];
};

const hostOf = (): string => new URL(publicOrigin()).hostname;

const subjectOf = ({ how, subject }: ComposedMail, answered: StoredMail | null): string => {
  if (subject !== "" || answered === null) return subject;
  return how === "forward" ? forwardSubject(answered.subject) : replySubject(answered.subject);
};

const answeredBy = async (userId: string, { answersId }: ComposedMail): Promise<StoredMail | null> => {
  if (!answersId) return null;
  const answered = await findMailRow(userId, answersId);
  if (answered === null) throw new AppError("mail/not-found");
  return answered;
};

/** Who writes, and from which outside account; none: from the built-in mailbox. */
interface Writer {
  readonly profile: Profile;
  readonly account: MailAccount | null;
}

/** An answer goes out from the account that the mail came to, everything else from the one chosen for it; a draft stays where it is. */
const writerOf = async (profile: Profile, answered: StoredMail | null, before: StoredMail | null): Promise<Writer> => {
  const from = before ?? answered;
  return { profile, account: from === null ? await findWritingMailAccount(profile.userId) : await findMailAccount(profile.userId, from.connectionId) };
};

/** A mail as its owner wrote it, not yet on its way. A forwarded one begins a conversation of its own. */
const draftOf = ({ profile, account }: Writer, composed: ComposedMail, answered: StoredMail | null, before: StoredMail | null, nowMs: number): StoredMail => {
  const id = before?.id ?? newId(nowMs);
  const goesOn = composed.how === "reply" ? answered : null;
  const mail = {
    id,
    userId: profile.userId,
    provider: account?.provider ?? "builtin",
    connectionId: account?.connectionId ?? null,
    threadId: goesOn?.threadId ?? before?.threadId ?? newId(nowMs),
    folder: "drafts" as const,
    folderBefore: null,
    state: "draft" as const,
    fromEmail: account?.email ?? profile.email.toLowerCase(),
    fromName: profile.name,
    recipients: recipientsOf(composed),
    subject: subjectOf(composed, answered),
    body: composed.body,
    preview: previewOf(composed.body),
    messageId: before?.messageId ?? messageIdOf(id, hostOf()),
    inReplyTo: goesOn?.messageId ?? null,
    references: goesOn ? referencesTo(goesOn) : [],
    automatic: false,
    answersId: answered?.id ?? null,
    how: answered === null ? ("new" as const) : composed.how,
    read: true,
    flagged: before?.flagged ?? false,
    labels: before?.labels ?? [],
    sendAt: null,
    attempts: 0,
    note: null,
    sentAt: isoOf(nowMs),
    version: (before?.version ?? 0) + 1,
  };
  return { ...mail, searchText: searchTextOf(mail), fromText: fromTextOf(mail) };
};

/** The draft to write on, locked; with a version, only as that version left it. */
const writable = async (userId: string, draftId: string | undefined, version: number | undefined): Promise<StoredMail | null> => {
  if (draftId === undefined) return null;
  const found = await lockMailRow(userId, draftId);
  if (found === null) throw new AppError("mail/not-found");
  if (found.state === "scheduled" || found.state === "sending") throw new AppError("mail/on-its-way");
  if (found.state !== "draft" && found.state !== "not-sent") throw new AppError("mail/not-a-draft");
  if (version !== undefined && found.version !== version) throw new AppError("mail/draft-changed", { details: { current: toMail(found) } });
  return found;
};

/** Keeps a draft. Errors: mail/not-found, mail/not-a-draft, mail/on-its-way, mail/draft-changed, mail/too-many-recipients. */
export const saveDraft = async (
  actor: Actor,
  { draftId, version, ...composed }: z.output<typeof saveDraftEndpoint.input>,
  options: VerbOptions = {},
): Promise<Mail> => {
  requireScope(actor, "mail:write");
  const profile = await findProfile(actor);
  return transaction(async () => {
    const before = await writable(actor.userId, draftId, version);
    const answered = await answeredBy(actor.userId, composed);
    const draft = draftOf(await writerOf(profile, answered, before), composed, answered, before, nowMsOf(options));
    if (draft.recipients.length > recipientsMax) throw new AppError("mail/too-many-recipients");
    await (before ? updateMailRow(draft) : createMailRow(draft));
    await keepDraftLater(draft);
    await recordAudit(actor, { action: before ? "mail.draft-update" : "mail.draft", subjectId: draft.id });
    return toMail(draft);
  });
};

/** The mail passed on, below what its owner says about it. */
const withForwarded = (draft: StoredMail, answered: StoredMail | null, profile: Profile, now: string): string => {
  if (draft.how !== "forward" || answered === null) return draft.body;
  const { zone, locale, hourCycle } = profile;
  return forwardedText(draft.body, {
    from: answered.fromName ? `${answered.fromName} <${answered.fromEmail}>` : answered.fromEmail,
    date: formatInstant(answered.sentAt, { zone, locale, hourCycle, now }),
    subject: answered.subject,
    to: answered.recipients
      .filter(({ kind }) => kind === "to")
      .map(({ email }) => email)
      .join(", "),
    body: answered.body,
  });
};

/** The mail as it will go out; what it passes on is part of its text from here on. */
const scheduledFrom = (draft: StoredMail, answered: StoredMail | null, profile: Profile, nowMs: number, waitMs: number): StoredMail => {
  if (draft.recipients.length === 0) throw new AppError("mail/recipients-missing");
  if (draft.recipients.length > recipientsMax) throw new AppError("mail/too-many-recipients");
  const body = withForwarded(draft, answered, profile, isoOf(nowMs));
  return {
    ...draft,
    body,
    how: draft.how === "forward" ? "new" : draft.how,
    preview: previewOf(body),
    folder: "outbox",
    state: "scheduled",
    sendAt: isoOf(nowMs + waitMs),
    searchText: searchTextOf({ ...draft, body }),
  };
};

interface CalendarSender {
  readonly email: string;
  readonly name: string | null;
  /** The address that the mail really comes from where this server sends it: whoever reads it asks whom that speaks for (RFC 6047 section 2.2.1). */
  readonly sentBy: string | null;
}

/** `calendar`: what it says to calendars, put together here and never by whoever calls over HTTP. `version`: the draft's, where only that one may go out. */
type Sending = z.output<typeof sendMailEndpoint.input> & {
  readonly calendar?: string | ((from: CalendarSender) => string);
  readonly version?: number;
};

interface SendOptions extends VerbOptions {
  /** What has waited already goes at once. */
  readonly waitMs?: number;
}

const senderOf = ({ fromEmail, fromName, connectionId }: StoredMail): CalendarSender => ({
  email: fromEmail,
  name: fromName,
  sentBy: connectionId === null ? mailerAddress() : null,
});

/** Schedules mails in one change, in the caller's transaction. */
const schedule = async (
  actor: Actor,
  profile: Profile,
  sendings: readonly Sending[],
  nowMs: number,
  waitMs: number,
): Promise<{ mails: StoredMail[]; undo: Undo }> => {
  const rows: { draft: StoredMail; mail: StoredMail }[] = [];
  for (const { draftId, version, calendar, ...composed } of sendings) {
    const before = await writable(actor.userId, draftId, version);
    const answered = await answeredBy(actor.userId, composed);
    const draft = draftOf(await writerOf(profile, answered, before), composed, answered, before, nowMs);
    const mail = scheduledFrom(draft, answered, profile, nowMs, waitMs);
    await (before ? updateMailRow(mail) : createMailRow(mail));
    await saveMailContents(actor.userId, [
      {
        mailId: mail.id,
        html: null,
        calendar: typeof calendar === "function" ? calendar(senderOf(mail)) : (calendar ?? null),
        unsubscribe: null,
      },
    ]);
    rows.push({ draft: { ...draft, body: mail.body }, mail });
  }
  const mails = rows.map(({ mail }) => mail);
  const undo = { changeId: newId(nowMs), until: isoOf(nowMs + waitMs), summary: `sending ${namedMails(mails)}` };
  await createRecordChange<MailMark>(actor.userId, "mail", {
    id: undo.changeId,
    action: "mail.send",
    summary: undo.summary,
    rows: rows.map(({ draft, mail }) => ({ before: markOf(draft), after: markOf(mail) })),
    until: undo.until,
  });
  // One that was taken back and sent again has another moment, and the job of the first may still wait for its own.
  for (const mail of mails)
    await enqueue(deliverMailJob, { mailId: mail.id, userId: actor.userId }, { startAfter: new Date(undo.until), singletonKey: `${mail.id}@${undo.until}` });
  return { mails, undo };
};

/**
 * Puts a mail on its way: it goes out when its ten seconds are over, also after a restart, once. Until then the change can be taken back
 * and the mail is a draft again. Errors: mail/recipients-missing, mail/too-many-recipients, mail/not-found, mail/not-a-draft, mail/on-its-way.
 */
export const sendMail = async (actor: Actor, sending: Sending, options: VerbOptions = {}): Promise<{ mail: Mail; undo: Undo }> => {
  const { mails, undo } = await sendMails(actor, [sending], options);
  const [mail] = mails;
  if (mail === undefined) throw new AppError("mail/not-found");
  return { mail, undo };
};

const composedOf = ({ recipients, subject, body, answersId, how }: StoredMail): ComposedMail => {
  const of = (wanted: StoredRecipient["kind"]) => recipients.filter(({ kind }) => kind === wanted).map(({ email, name }) => ({ email, name }));
  return { to: of("to"), cc: of("cc"), bcc: of("bcc"), subject, body, answersId, how };
};

/** Sends a draft as it is. Errors: as `sendMail`; mail/draft-changed when it was written on since this version. */
export const sendDraft = async (
  actor: Actor,
  { draftId, version }: { readonly draftId: string; readonly version: number },
  options: VerbOptions = {},
): Promise<{ mail: Mail; undo: Undo }> => {
  requireScope(actor, "mail:write");
  const draft = await findMailRow(actor.userId, draftId);
  if (draft === null) throw new AppError("mail/not-found");
  return sendMail(actor, { draftId, version, ...composedOf(draft) }, options);
};

/** Several mails as one act: they are taken back together. Errors: as `sendMail`. */
export const sendMails = async (actor: Actor, sendings: readonly Sending[], options: SendOptions = {}): Promise<{ mails: Mail[]; undo: Undo }> => {
  requireScope(actor, "mail:write");
  const profile = await findProfile(actor);
  return transaction(async () => {
    const { mails, undo } = await schedule(actor, profile, sendings, nowMsOf(options), options.waitMs ?? undoSendMs);
    await recordAudit(actor, {
      action: "mail.send",
      ...(mails.length === 1 && mails[0] ? { subjectId: mails[0].id } : {}),
      after: mails.map(({ id, recipients }) => ({ id, recipients: recipients.map(({ email }) => email) })),
    });
    return { mails: mails.map(toMail), undo };
  });
};

/** Who of these a mail would get to, and why the others can't be reached. */
export const reachOf = async (actor: Actor, emails: readonly string[]): Promise<readonly { email: string; reached: boolean; reason: string | null }[]> => {
  requireScope(actor, "mail:read");
  if (emails.length === 0) return [];
  const { email } = await findProfile(actor);
  const account = await findWritingMailAccount(actor.userId);
  const mailbox = await openMailbox(actor.userId, account?.connectionId ?? null);
  if (mailbox === null) return [];
  return mailbox.reach(
    account?.email ?? email.toLowerCase(),
    emails.map((one) => one.toLowerCase()),
  );
};
