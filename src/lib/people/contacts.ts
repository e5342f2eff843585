/** Adding, changing, deleting and finding contacts. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { toIssues } from "@/lib/http/read-input";
import type { Actor, Undo } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { findContactRow, listContactRows, listContactRowsByEmail, listSimilarContactRows, lockContactRow, type StoredContact } from "@/lib/queries/contacts";
import { transaction } from "@/lib/queries/transaction";
import { listContactsEndpoint, SaveContactInputSchema, updateContactEndpoint, type Contact, type SaveContactInput } from "./contracts";
import { fold, wordsOf } from "./names";
import { shown, writeContactChange } from "./write-change";

const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("request/invalid", { issues: toIssues(parsed.error) });
};

const notFound = (): AppError => new AppError("people/contact-not-found");

/** Errors: people/contact-exists when another contact has the address. */
export const createContact = async (actor: Actor, input: SaveContactInput): Promise<Contact> => {
  requireScope(actor, "people:write");
  const { name, email, phone, zone, hours, notes } = parse(SaveContactInputSchema, input);
  const contact: Contact = {
    id: newId(),
    name,
    email: email?.toLowerCase() ?? null,
    phone: phone || null,
    zone: zone ?? null,
    hours: hours ?? null,
    notes: notes ?? "",
    version: 1,
  };
  return transaction(async () => {
    await writeContactChange(actor.userId, {
      action: "contact.create",
      summary: `${name} was added to the contacts`,
      rows: [{ before: null, after: contact }],
    });
    await recordAudit(actor, { action: "contact.create", subjectId: contact.id, after: contact });
    return contact;
  });
};

export type UpdateContactInput = z.input<typeof updateContactEndpoint.input>;

/** Changes the fields given; null empties one. Errors: people/contact-not-found, people/version-conflict (as it is now in `details.current`), people/contact-exists. */
export const updateContact = async (actor: Actor, input: UpdateContactInput): Promise<Contact> => {
  requireScope(actor, "people:write");
  const { contactId, version, name, email, phone, zone, hours, notes } = parse(updateContactEndpoint.input, input);
  return transaction(async () => {
    const found = await lockContactRow(actor.userId, contactId);
    if (found === null) throw notFound();
    const before = shown(found);
    if (before.version !== version) throw new AppError("people/version-conflict", { details: { current: before } });
    const after: Contact = {
      ...before,
      name: name ?? before.name,
      email: email === undefined ? before.email : (email?.toLowerCase() ?? null),
      phone: phone === undefined ? before.phone : phone || null,
      zone: zone === undefined ? before.zone : zone,
      hours: hours === undefined ? before.hours : hours,
      notes: notes ?? before.notes,
      version: before.version + 1,
    };
    await writeContactChange(actor.userId, { action: "contact.update", summary: `${after.name} was changed`, rows: [{ before, after }] });
    await recordAudit(actor, { action: "contact.update", subjectId: contactId, before, after });
    return after;
  });
};

/** It can be taken back for a day. Errors: people/contact-not-found. */
export const deleteContact = async (actor: Actor, { contactId }: { readonly contactId: string }): Promise<{ deleted: true; undo: Undo }> => {
  requireScope(actor, "people:write");
  return transaction(async () => {
    const found = await lockContactRow(actor.userId, contactId);
    if (found === null) throw notFound();
    const before = shown(found);
    const undo = await writeContactChange(actor.userId, { action: "contact.delete", summary: `${before.name} was deleted`, rows: [{ before, after: null }] });
    await recordAudit(actor, { action: "contact.delete", subjectId: contactId, before });
    return { deleted: true as const, undo };
  });
};

/** Errors: people/contact-not-found. */
export const getContact = async (actor: Actor, { contactId }: { readonly contactId: string }): Promise<Contact> => {
  requireScope(actor, "people:read");
  const found = await findContactRow(actor.userId, contactId);
  if (found === null) throw notFound();
  return shown(found);
};

const CursorPattern = /^(.*)\n([0-9a-f-]{36})$/s;

const writeCursor = ({ foldedName, id }: StoredContact): string => Buffer.from(`${foldedName}\n${id}`).toString("base64url");

const readCursor = (cursor: string | undefined): { foldedName: string; id: string } | null => {
  if (cursor === undefined) return null;
  const [, foldedName, id] = CursorPattern.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (foldedName === undefined || id === undefined)
    throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "Send back the cursor of the page before" }] });
  return { foldedName, id };
};

/**
 * Contacts by name, page by page. `query` keeps those in whose name, address, phone or notes every word occurs; where none does, those
 * with nearly that name.
 */
export const listContacts = async (
  actor: Actor,
  input: z.input<typeof listContactsEndpoint.input> = {},
): Promise<{ contacts: Contact[]; nextCursor: string | null }> => {
  requireScope(actor, "people:read");
  const { query = "", cursor, limit } = parse(listContactsEndpoint.input, input);
  const rows = await listContactRows(actor.userId, { words: wordsOf(query), after: readCursor(cursor), limit: limit + 1 });
  if (rows.length === 0 && query.trim() !== "" && cursor === undefined)
    return { contacts: (await listSimilarContactRows(actor.userId, fold(query), limit)).map(shown), nextCursor: null };
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { contacts: page.map(shown), nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : null };
};

/** The contacts with these addresses, for what is known of the people behind them. */
export const findContactsByEmails = async (actor: Actor, emails: readonly string[]): Promise<Contact[]> => {
  requireScope(actor, "people:read");
  return (
    await listContactRowsByEmail(
      actor.userId,
      emails.map((email) => email.toLowerCase()),
    )
  ).map(shown);
};
