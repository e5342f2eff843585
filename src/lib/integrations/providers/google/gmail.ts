/** Gmail (API v1): what is new by history, what is old by search; sent as complete mails with their headers, and looked for before they are sent again. */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import type { Access, MailPage, MailPort, OutgoingMail, OutsideMail, OutsideMarks } from "../../contracts";
import { googleAddresses } from "./addresses";
import { googleCall, type GoogleRequest } from "./client";
import { GmailMessageSchema, labelChange, marksOf, outsideMail, type GmailMessage, type LabelNames } from "./gmail-map";
import { rawMail } from "./raw-mail";

const LabelsSchema = z.object({ labels: z.array(z.object({ id: z.string(), name: z.string(), type: z.string().optional() })).default([]) });
const ListSchema = z.object({ messages: z.array(z.object({ id: z.string() })).default([]), nextPageToken: z.string().optional() });
const RefSchema = z.object({ message: z.object({ id: z.string(), labelIds: z.array(z.string()).optional() }), labelIds: z.array(z.string()).optional() });
const HistorySchema = z.object({
  history: z
    .array(
      z.object({
        messagesAdded: z.array(RefSchema).optional(),
        messagesDeleted: z.array(RefSchema).optional(),
        labelsAdded: z.array(RefSchema).optional(),
        labelsRemoved: z.array(RefSchema).optional(),
      }),
    )
    .default([]),
  historyId: z.string().optional(),
  nextPageToken: z.string().optional(),
});
const ProfileSchema = z.object({ historyId: z.string().optional() });
const SentSchema = z.object({ id: z.string(), threadId: z.string().optional() });
const DraftSchema = z.object({ id: z.string(), message: z.object({ id: z.string() }) });
const DraftsSchema = z.object({ drafts: z.array(DraftSchema).default([]), nextPageToken: z.string().optional() });

/** Newest first; what is older is found by search. */
const firstMax = 500;
const pageMax = 100;
/** 250 units a second and person, 5 a message: as many at once as stay well below. */
const atOnce = 6;
const removalsMax = 90;
const draftPagesMax = 10;

export const gmailPort = (access: Access): MailPort => {
  const { gmail: base } = googleAddresses();
  const call = <S extends z.ZodType>(path: string, schema: S, request: GoogleRequest): Promise<z.output<S>> =>
    googleCall("gmail", access, `${base}${path}`, schema, request);

  const labelNames = async (signal: AbortSignal): Promise<LabelNames> => {
    const { labels } = await call("/labels", LabelsSchema, { signal });
    return new Map(labels.filter(({ id, type }) => type === "user" || (type === undefined && id.startsWith("Label_"))).map(({ id, name }) => [id, name]));
  };

  /** Null when it went in the meantime. */
  const fetchOne = async (id: string, signal: AbortSignal): Promise<GmailMessage | null> => {
    try {
      return await call(`/messages/${encodeURIComponent(id)}`, GmailMessageSchema, { query: { format: "full" }, signal });
    } catch (error) {
      if (isAppError(error) && error.code === "integrations/gone-outside") return null;
      throw error;
    }
  };

  const fetchAll = async (ids: readonly string[], signal: AbortSignal): Promise<GmailMessage[]> => {
    const found: GmailMessage[] = [];
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = await Promise.all(ids.slice(from, from + atOnce).map((id) => fetchOne(id, signal)));
      found.push(...some.filter((message) => message !== null));
    }
    return found;
  };

  const mailsOf = (messages: readonly GmailMessage[], names: LabelNames): OutsideMail[] => messages.flatMap((message) => outsideMail(message, names) ?? []);

  const newestOf = (messages: readonly GmailMessage[], before: bigint): bigint =>
    messages.reduce(
      (newest, { historyId }) => (historyId !== undefined && /^\d+$/.test(historyId) && BigInt(historyId) > newest ? BigInt(historyId) : newest),
      before,
    );

  /** From where on to ask for news; asked before anything is read, so that nothing falls in between. */
  const historyNow = async (signal: AbortSignal): Promise<bigint> => {
    try {
      const { historyId } = await call("/profile", ProfileSchema, { signal });
      return BigInt(historyId ?? "0");
    } catch (error) {
      if (isAppError(error) && error.code === "integrations/gone-outside") return 0n;
      throw error;
    }
  };

  const firstRead = async function* (signal: AbortSignal): AsyncGenerator<MailPage> {
    const start = await historyNow(signal);
    const names = await labelNames(signal);
    let [pageToken, read, newest]: [string | undefined, number, bigint] = [undefined, 0, start];
    do {
      const page: z.output<typeof ListSchema> = await call("/messages", ListSchema, { query: { maxResults: pageMax, pageToken }, signal });
      const messages = await fetchAll(
        page.messages.map(({ id }) => id),
        signal,
      );
      read += page.messages.length;
      newest = start > 0n ? start : newestOf(messages, newest);
      pageToken = read >= firstMax ? undefined : page.nextPageToken;
      yield {
        mails: mailsOf(messages, names),
        marks: [],
        removed: [],
        unreadable: [],
        total: null,
        cursor: pageToken === undefined ? newest.toString() : null,
      };
    } while (pageToken !== undefined);
  };

  const news = async function* (cursor: string, signal: AbortSignal): AsyncGenerator<MailPage> {
    let pageToken: string | undefined;
    let names: LabelNames | null = null;
    do {
      const page: z.output<typeof HistorySchema> = await call("/history", HistorySchema, {
        query: { startHistoryId: cursor, maxResults: 500, pageToken },
        signal,
      }).catch((error: unknown) => {
        // Here "not found" says that the history doesn't reach back that far.
        throw isAppError(error) && error.code === "integrations/gone-outside" ? new AppError("integrations/cursor-expired") : error;
      });
      const added = new Set<string>();
      const removed = new Set<string>();
      const labelled = new Map<string, readonly string[] | undefined>();
      for (const { messagesAdded = [], messagesDeleted = [], labelsAdded = [], labelsRemoved = [] } of page.history) {
        for (const { message } of messagesAdded) added.add(message.id);
        for (const { message } of [...labelsAdded, ...labelsRemoved]) labelled.set(message.id, message.labelIds);
        // What comes out of the spam wasn't here before.
        for (const { message, labelIds = [] } of labelsRemoved) if (labelIds.includes("SPAM")) added.add(message.id);
        for (const { message } of messagesDeleted) removed.add(message.id);
      }
      if (names === null && added.size + labelled.size > 0) names = await labelNames(signal);
      const known = names ?? new Map<string, string>();
      // What says nothing of its labels is looked at.
      const unsaid = [...labelled].flatMap(([id, labels]) => (labels === undefined ? [id] : []));
      const fetched = new Set([...added, ...unsaid].filter((id) => !removed.has(id)));
      const messages = await fetchAll([...fetched], signal);
      const mails = mailsOf(messages, known);
      const told = [...labelled].flatMap(([id, labels]) =>
        labels === undefined || fetched.has(id) || removed.has(id) ? [] : [{ id, marks: marksOf(labels, known) }],
      );
      const marks = told.flatMap(({ id, marks: said }) => (said === null ? [] : [{ sourceId: id, ...said }]));
      const hidden = [
        ...messages.filter(({ labelIds }) => marksOf(labelIds ?? [], known) === null).map(({ id }) => id),
        ...told.filter(({ marks: said }) => said === null).map(({ id }) => id),
      ];
      pageToken = page.nextPageToken;
      yield {
        mails,
        marks,
        removed: [...removed, ...hidden],
        unreadable: [],
        total: null,
        cursor: pageToken === undefined ? (page.historyId ?? cursor) : null,
      };
    } while (pageToken !== undefined);
  };

  const search: MailPort["search"] = async (words, limit, { signal }) => {
    const [page, names] = await Promise.all([call("/messages", ListSchema, { query: { q: words, maxResults: limit }, signal }), labelNames(signal)]);
    return mailsOf(
      await fetchAll(
        page.messages.map(({ id }) => id),
        signal,
      ),
      names,
    );
  };

  /** Labels that are new here are made there. */
  const labelIds = async (wanted: readonly string[], signal: AbortSignal): Promise<Map<string, string>> => {
    const ids = new Map([...(await labelNames(signal))].map(([id, name]) => [name, id]));
    for (const name of new Set(wanted))
      if (!ids.has(name)) ids.set(name, (await call("/labels", z.object({ id: z.string() }), { method: "POST", body: { name }, signal })).id);
    return ids;
  };

  const mark: MailPort["mark"] = async (marks, { signal }) => {
    const ids = await labelIds(
      marks.flatMap(({ labels }) => labels),
      signal,
    );
    const changes = marks.map((one: OutsideMarks & { readonly sourceId: string }) => ({ sourceId: one.sourceId, ...labelChange(one, ids) }));
    for (const some of Map.groupBy(changes, ({ add, remove }) => JSON.stringify([add, remove])).values()) {
      const [first] = some;
      if (first === undefined) continue;
      const sourceIds = some.map(({ sourceId }) => sourceId);
      await call("/messages/batchModify", z.unknown(), {
        method: "POST",
        body: { ids: sourceIds, addLabelIds: first.add, removeLabelIds: first.remove.slice(-removalsMax) },
        signal,
      });
    }
  };

  const wasSent = async ({ messageId }: OutgoingMail, signal: AbortSignal): Promise<boolean> => {
    const recent = await call("/messages", ListSchema, { query: { labelIds: "SENT", maxResults: 20 }, signal });
    const messages = await fetchAll(
      recent.messages.map(({ id }) => id),
      signal,
    );
    return mailsOf(messages, new Map()).some((mail) => mail.messageId === messageId);
  };

  const deliver: MailPort["deliver"] = async (mail) => {
    const signal = AbortSignal.timeout(60_000);
    const emails = [...new Set(mail.recipients.map(({ email }) => email))];
    const sent = emails.map((email) => ({ email, delivery: "sent" as const, reason: null }));
    if (mail.resumed && (await wasSent(mail, signal))) return sent;
    const body = { raw: (await rawMail(mail)).toString("base64url"), ...(mail.sourceThreadId === null ? {} : { threadId: mail.sourceThreadId }) };
    try {
      await call("/messages/send", SentSchema, { method: "POST", body, idempotent: false, signal });
      return sent;
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === "integrations/reconnect" || error.code === "integrations/forbidden-outside" || error.code === "integrations/unreadable")
        return emails.map((email) => ({ email, delivery: "not-sent" as const, reason: "Gmail didn't take it" }));
      throw error;
    }
  };

  /** A draft has a name of its own there, beside that of its message. Null when it is no draft any more. */
  const draftIdOf = async (messageId: string, signal: AbortSignal): Promise<string | null> => {
    let pageToken: string | undefined;
    for (let pages = 0; pages < draftPagesMax; pages += 1) {
      const page: z.output<typeof DraftsSchema> = await call("/drafts", DraftsSchema, { query: { maxResults: 500, pageToken }, signal });
      const found = page.drafts.find(({ message }) => message.id === messageId);
      if (found !== undefined) return found.id;
      pageToken = page.nextPageToken;
      if (pageToken === undefined) return null;
    }
    return null;
  };

  /** A try that was cut off left one under the same Message-ID. */
  const earlierDraft = async ({ messageId }: OutgoingMail, signal: AbortSignal): Promise<string | null> => {
    const page = await call("/drafts", DraftsSchema, { query: { maxResults: 5, q: `rfc822msgid:${messageId}` }, signal });
    return page.drafts[0]?.id ?? null;
  };

  /** Each time it is kept its message has another name. */
  const keepDraft: MailPort["keepDraft"] = async (mail, sourceId, { signal }) => {
    const message = { raw: (await rawMail(mail)).toString("base64url"), ...(mail.sourceThreadId === null ? {} : { threadId: mail.sourceThreadId }) };
    const id = (sourceId === null ? null : await draftIdOf(sourceId, signal)) ?? (await earlierDraft(mail, signal));
    const path = id === null ? "/drafts" : `/drafts/${encodeURIComponent(id)}`;
    return (await call(path, DraftSchema, { method: id === null ? "POST" : "PUT", body: { message }, idempotent: id !== null, signal })).message.id;
  };

  return {
    id: "gmail",
    label: `Gmail (${access.account})`,
    reach: (_own, emails) => Promise.resolve(emails.map((email) => ({ email, reached: true, reason: null }))),
    deliver,
    changes: (cursor, { signal }) => (cursor === null ? firstRead(signal) : news(cursor, signal)),
    search,
    mark,
    keepDraft,
    dropDraft: async (sourceId, { signal }) => {
      const id = await draftIdOf(sourceId, signal);
      if (id === null) return;
      try {
        await call(`/drafts/${encodeURIComponent(id)}`, z.unknown(), { method: "DELETE", signal });
      } catch (error) {
        if (!isAppError(error) || error.code !== "integrations/gone-outside") throw error;
      }
    },
  };
};
