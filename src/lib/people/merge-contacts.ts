/** Contacts that are one person become one contact. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor, Undo } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { listTwinRows, lockContactRow } from "@/lib/queries/contacts";
import { transaction } from "@/lib/queries/transaction";
import type { Contact, Duplicate, mergeContactsEndpoint } from "./contracts";
import { findDuplicates, mergeContacts as merge } from "./core/duplicates";
import { shown, writeContactChange } from "./write-change";

/** As many contacts as are looked at for one suggestion list. */
const twinsMax = 200;

/** Contacts that seem to be one person, each group with what it would become. */
export const listDuplicates = async (actor: Actor): Promise<{ duplicates: Duplicate[] }> => {
  requireScope(actor, "people:read");
  return { duplicates: findDuplicates((await listTwinRows(actor.userId, twinsMax)).map(shown)) };
};

const held = async (userId: string, id: string, version: number): Promise<Contact> => {
  const found = await lockContactRow(userId, id);
  if (found === null) throw new AppError("people/contact-not-found");
  const contact = shown(found);
  if (contact.version !== version) throw new AppError("people/version-conflict", { details: { current: contact } });
  return contact;
};

/**
 * Makes one contact of several, exactly as the preview showed; it can be taken back for a day. Errors: people/contact-not-found,
 * people/version-conflict when one of them changed since it was shown, request/invalid when one is named twice.
 */
export const mergeContacts = async (actor: Actor, { contacts }: z.output<typeof mergeContactsEndpoint.input>): Promise<{ contact: Contact; undo: Undo }> => {
  requireScope(actor, "people:write");
  if (new Set(contacts.map(({ id }) => id)).size < contacts.length)
    throw new AppError("request/invalid", { issues: [{ path: ["contacts"], message: "Name each contact once" }] });
  return transaction(async () => {
    // Held in one order, whatever the order they are named in, so that two merges at once can't wait for each other.
    const found = new Map<string, Contact>();
    for (const { id, version } of [...contacts].sort((a, b) => (a.id < b.id ? -1 : 1))) found.set(id, await held(actor.userId, id, version));
    const [kept, ...gone] = contacts.flatMap(({ id }) => found.get(id) ?? []);
    if (kept === undefined) throw new AppError("people/contact-not-found");
    const contact = merge([kept, ...gone]);
    const undo = await writeContactChange(actor.userId, {
      action: "contact.merge",
      summary: `${gone.length + 1} contacts became ${contact.name}`,
      rows: [{ before: kept, after: contact }, ...gone.map((before) => ({ before, after: null }))],
    });
    await recordAudit(actor, { action: "contact.merge", subjectId: contact.id, before: [kept, ...gone], after: contact });
    return { contact, undo };
  });
};
