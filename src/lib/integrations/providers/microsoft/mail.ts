/** Outlook's mail (Graph v1.0): what is new by delta queries, what is old by search; sent as complete mails with their headers, and looked for before they are sent. */
import { z } from "zod";
import { isAppError } from "@/lib/errors";
import type { Access, MailPort, OutgoingMail, OutsideMarks } from "../../contracts";
import { rawMail } from "../google/raw-mail";
import { graphCall } from "./client";
import { atOnce, fetchMessage, listFolders, mailChanges, type MailCall } from "./mail-changes";
import { bareId, folderFor, GraphMessageSchema, isWhole, markChange, marksOf, messageFields, outsideMail, type Folders } from "./mail-map";

const MessagesSchema = z.object({ value: z.array(GraphMessageSchema).default([]) });
const MadeSchema = z.object({ id: z.string() });

type Marked = OutsideMarks & { readonly sourceId: string };

const isGone = (error: unknown): boolean => isAppError(error) && error.code === "integrations/gone-outside";
/** Trying again doesn't help: it is said instead. */
const refusals: ReadonlySet<string> = new Set(["integrations/reconnect", "integrations/forbidden-outside", "integrations/unreadable"]);
const placeFields = "id,parentFolderId,isRead,flag,categories";

/** OData doubles quotes inside of texts. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** Words as they were typed, as one phrase or several words: KQL's own signs mean nothing in them. */
const phrase = (words: string): string => `"${words.replace(/["\\]/g, " ").trim()}"`;

const path = (id: string, what = ""): string => `/me/messages/${encodeURIComponent(id)}${what}`;

class OutlookMail {
  readonly #call: MailCall;

  constructor(access: Access) {
    this.#call = (place, schema, request) => graphCall("microsoft-mail", access, place, schema, request);
  }

  get call(): MailCall {
    return this.#call;
  }

  /** By its Message-ID, which it keeps as a draft and when it is sent. */
  async #lookUp(messageId: string, signal: AbortSignal): Promise<{ id: string; draft: boolean } | null> {
    const query = { $filter: `internetMessageId eq ${quoted(`<${messageId}>`)}`, $select: "id,isDraft,internetMessageId" };
    const { value } = await this.#call("/me/messages", MessagesSchema, { query, signal });
    const found = value.filter(({ internetMessageId }) => bareId(internetMessageId ?? "") === messageId);
    const sent = found.find(({ isDraft }) => isDraft !== true);
    const [first] = sent === undefined ? found : [sent];
    return first === undefined ? null : { id: first.id, draft: first.isDraft === true };
  }

  async #makeDraft(mail: OutgoingMail, signal: AbortSignal): Promise<string> {
    const body = (await rawMail(mail)).toString("base64");
    return (await this.#call("/me/messages", MadeSchema, { method: "POST", body, idempotent: false, signal })).id;
  }

  async #send(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#call(path(id, "/send"), z.unknown(), { method: "POST", idempotent: false, signal });
    } catch (error) {
      // It isn't among the drafts any more: it went out the last time.
      if (!isGone(error)) throw error;
    }
  }

  /**
   * In two steps that can each be looked for: it is a draft first, under its own Message-ID, and that draft is sent. A try that was cut off
   * leaves one of both, and the next goes on from there.
   */
  async deliver(mail: OutgoingMail): ReturnType<MailPort["deliver"]> {
    const signal = AbortSignal.timeout(60_000);
    const emails = [...new Set(mail.recipients.map(({ email }) => email))];
    try {
      const known = await this.#lookUp(mail.messageId, signal);
      if (known === null || known.draft) await this.#send(known?.id ?? (await this.#makeDraft(mail, signal)), signal);
      return emails.map((email) => ({ email, delivery: "sent" as const, reason: null }));
    } catch (error) {
      if (!isAppError(error) || !refusals.has(error.code)) throw error;
      return emails.map((email) => ({ email, delivery: "not-sent" as const, reason: "Outlook didn't take it" }));
    }
  }

  async search(words: string, limit: number, signal: AbortSignal): ReturnType<MailPort["search"]> {
    const query = { $search: phrase(words), $select: messageFields, $top: limit };
    const [{ value }, folders] = await Promise.all([this.#call("/me/messages", MessagesSchema, { query, signal }), listFolders(this.#call, signal)]);
    return value.filter(isWhole).flatMap((message) => outsideMail(message, folders) ?? []);
  }

  async #markOne({ sourceId, ...wanted }: Marked, folders: Folders, signal: AbortSignal): Promise<void> {
    const message = await fetchMessage(this.#call, sourceId, signal, placeFields);
    const stands = message === null ? null : marksOf(message, folders);
    if (stands === null) return;
    const change = markChange(wanted, stands);
    try {
      if (Object.keys(change).length > 0) await this.#call(path(sourceId), z.unknown(), { method: "PATCH", body: change, signal });
      // What was sent or is a draft stays where it is, unless it is thrown away.
      const movable = wanted.folder !== "drafts" && wanted.folder !== "sent" && wanted.folder !== stands.folder;
      if (movable) await this.#call(path(sourceId, "/move"), z.unknown(), { method: "POST", body: { destinationId: folderFor[wanted.folder] }, signal });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async mark(marks: readonly Marked[], signal: AbortSignal): Promise<void> {
    const folders = await listFolders(this.#call, signal);
    for (let at = 0; at < marks.length; at += atOnce) await Promise.all(marks.slice(at, at + atOnce).map((one) => this.#markOne(one, folders, signal)));
  }

  /** A draft that is there is changed word by word: as a complete mail it can only be made. */
  async keepDraft(mail: OutgoingMail, sourceId: string | null, signal: AbortSignal): Promise<string> {
    const known = sourceId ?? (await this.#lookUp(mail.messageId, signal))?.id ?? null;
    if (known === null) return this.#makeDraft(mail, signal);
    const to = (kind: "to" | "cc" | "bcc"): object[] =>
      mail.recipients.filter((one) => one.kind === kind).map(({ email, name }) => ({ emailAddress: { address: email, ...(name === null ? {} : { name }) } }));
    const body = {
      subject: mail.subject,
      body: { contentType: "text", content: mail.body },
      toRecipients: to("to"),
      ccRecipients: to("cc"),
      bccRecipients: to("bcc"),
    };
    try {
      return (await this.#call(path(known), MadeSchema, { method: "PATCH", body, signal })).id;
    } catch (error) {
      if (!isGone(error)) throw error;
      return this.#makeDraft(mail, signal);
    }
  }

  /** Only what is still a draft: one that was sent has the same name. */
  async dropDraft(sourceId: string, signal: AbortSignal): Promise<void> {
    const message = await fetchMessage(this.#call, sourceId, signal, "id,isDraft");
    if (message?.isDraft !== true) return;
    try {
      await this.#call(path(sourceId), z.unknown(), { method: "DELETE", signal });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

export const microsoftMailPort = (access: Access): MailPort => {
  const outlook = new OutlookMail(access);
  return {
    id: "microsoft-mail",
    label: `Outlook (${access.account})`,
    reach: (_own, emails) => Promise.resolve(emails.map((email) => ({ email, reached: true, reason: null }))),
    deliver: (mail) => outlook.deliver(mail),
    changes: (cursor, { signal }) => mailChanges(outlook.call, cursor, signal),
    search: (words, limit, { signal }) => outlook.search(words, limit, signal),
    mark: (marks, { signal }) => outlook.mark(marks, signal),
    keepDraft: (mail, sourceId, { signal }) => outlook.keepDraft(mail, sourceId, signal),
    dropDraft: (sourceId, { signal }) => outlook.dropDraft(sourceId, signal),
  };
};
