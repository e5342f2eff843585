/** The one place where contacts change: rows, and the way back for a day. */
import type { Undo } from "@/lib/identity/contracts";
import { newId } from "@/lib/ids";
import { createContactRow, deleteContactRow, updateContactRow, type StoredContact } from "@/lib/queries/contacts";
import { createRecordChange, type RecordDifference } from "@/lib/queries/record-changes";
import type { Contact } from "./contracts";
import { fold } from "./names";

const undoMs = 24 * 60 * 60 * 1000;

export type ContactDifference = RecordDifference<Contact>;

const stored = (contact: Contact): StoredContact => ({
  ...contact,
  foldedName: fold(contact.name),
  searchText: fold([contact.name, contact.email ?? "", contact.phone ?? "", contact.notes].join(" ")).slice(0, 2_500),
});

export const shown = ({ foldedName: _foldedName, searchText: _searchText, ...contact }: StoredContact): Contact => contact;

/** Writes differences in the caller's transaction; deletions first, because an address is free only once its holder is gone. */
export const writeContacts = async (userId: string, rows: readonly ContactDifference[]): Promise<void> => {
  for (const { before, after } of rows) if (before !== null && after === null) await deleteContactRow(userId, before.id);
  for (const { before, after } of rows) {
    if (after !== null && before !== null) await updateContactRow(userId, stored(after));
  }
  for (const { before, after } of rows) if (before === null && after !== null) await createContactRow(userId, stored(after));
};

/** Writes differences in the caller's transaction and answers how to take them back. Errors: people/contact-exists. */
export const writeContactChange = async (
  userId: string,
  { action, summary, rows }: { readonly action: string; readonly summary: string; readonly rows: readonly ContactDifference[] },
): Promise<Undo> => {
  const undo: Undo = { changeId: newId(), until: new Date(Date.now() + undoMs).toISOString(), summary };
  await writeContacts(userId, rows);
  await createRecordChange(userId, "people", { id: undo.changeId, action, summary, rows, until: undo.until });
  return undo;
};
