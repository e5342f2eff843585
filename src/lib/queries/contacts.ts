/** Contacts of an owner. Names are compared folded: lower case, without accents. */
import { isPgError, query } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Contact } from "@/lib/people/contracts";

/** A contact with the columns it is found by. */
export interface StoredContact extends Contact {
  readonly foldedName: string;
  readonly searchText: string;
}

const columns = 'id, name, email, phone, zone, hours, notes, version, folded_name AS "foldedName", search_text AS "searchText"';

const patterns = (words: readonly string[]): string[] => words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);

const refusingDoubles = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (isPgError(error, "23505")) throw new AppError("people/contact-exists", { cause: error });
    throw error;
  }
};

const valuesOf = (userId: string, contact: StoredContact): unknown[] => [
  contact.id,
  userId,
  contact.name,
  contact.email,
  contact.phone,
  contact.zone,
  contact.notes,
  contact.foldedName,
  contact.searchText,
  contact.version,
  contact.hours === null ? null : JSON.stringify(contact.hours),
];

/** Errors: people/contact-exists when the owner has another contact with this address. */
export const createContactRow = (userId: string, contact: StoredContact): Promise<void> =>
  refusingDoubles(
    query(
      "INSERT INTO contacts (id, user_id, name, email, phone, zone, notes, folded_name, search_text, version, hours) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb)",
      valuesOf(userId, contact),
    ),
  );

/** Errors: people/contact-exists. */
export const updateContactRow = (userId: string, contact: StoredContact): Promise<void> =>
  refusingDoubles(
    query(
      "UPDATE contacts SET name = $3, email = $4, phone = $5, zone = $6, notes = $7, folded_name = $8, search_text = $9, version = $10, hours = $11::jsonb, updated_at = now() WHERE id = $1 AND user_id = $2",
      valuesOf(userId, contact),
    ),
  );

export const deleteContactRow = async (userId: string, id: string): Promise<void> => {
  await query("DELETE FROM contacts WHERE user_id = $1 AND id = $2", [userId, id]);
};

export const findContactRow = async (userId: string, id: string): Promise<StoredContact | null> =>
  (await query<StoredContact>(`SELECT ${columns} FROM contacts WHERE user_id = $1 AND id = $2`, [userId, id])).rows[0] ?? null;

/** As `findContactRow`; nobody else can change it until the transaction ends. */
export const lockContactRow = async (userId: string, id: string): Promise<StoredContact | null> =>
  (await query<StoredContact>(`SELECT ${columns} FROM contacts WHERE user_id = $1 AND id = $2 FOR UPDATE`, [userId, id])).rows[0] ?? null;

export interface ContactsQuestion {
  /** Every word must occur in name, address, phone or notes. */
  readonly words: readonly string[];
  readonly after: { readonly foldedName: string; readonly id: string } | null;
  readonly limit: number;
}

/** By name. */
export const listContactRows = async (userId: string, { words, after, limit }: ContactsQuestion): Promise<StoredContact[]> =>
  (
    await query<StoredContact>(
      `SELECT ${columns} FROM contacts
      WHERE user_id = $1 AND search_text LIKE ALL ($2::text[]) AND ($3::text IS NULL OR (folded_name COLLATE "C", id) > ($3::text COLLATE "C", $4::uuid))
      ORDER BY folded_name COLLATE "C", id LIMIT $5`,
      [userId, patterns(words), after?.foldedName ?? null, after?.id ?? null, limit],
    )
  ).rows;

/** Names that are nearly this one, nearest first: for typing errors. */
export const listSimilarContactRows = async (userId: string, foldedName: string, limit: number): Promise<StoredContact[]> =>
  (
    await query<StoredContact>(
      `SELECT ${columns} FROM contacts WHERE user_id = $1 AND word_similarity($2, folded_name) > 0.5 ORDER BY word_similarity($2, folded_name) DESC, folded_name COLLATE "C", id LIMIT $3`,
      [userId, foldedName, limit],
    )
  ).rows;

/** Contacts with one of these addresses, or one of these words in what they are found by. */
export const listContactRowsNamed = async (userId: string, words: readonly string[], emails: readonly string[], limit: number): Promise<StoredContact[]> =>
  (
    await query<StoredContact>(
      `SELECT ${columns} FROM contacts WHERE user_id = $1 AND (email = ANY ($3::text[]) OR search_text LIKE ANY ($2::text[])) ORDER BY folded_name COLLATE "C", id LIMIT $4`,
      [userId, patterns(words), emails, limit],
    )
  ).rows;

/** Contacts that share a name, or digits of a phone number, with another one: those that may be one person. Of one name in one run. */
export const listTwinRows = async (userId: string, limit: number): Promise<StoredContact[]> =>
  (
    await query<StoredContact>(
      `WITH own AS (SELECT contacts.*, nullif(right(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), 9), '') AS digits FROM contacts WHERE user_id = $1),
            twins AS (SELECT folded_name FROM own GROUP BY folded_name HAVING count(*) > 1 LIMIT $2),
            phones AS (SELECT digits FROM own WHERE length(digits) >= 7 GROUP BY digits HAVING count(*) > 1 LIMIT $2)
       SELECT ${columns} FROM own WHERE folded_name IN (SELECT folded_name FROM twins) OR digits IN (SELECT digits FROM phones)
        ORDER BY folded_name COLLATE "C", id LIMIT $2`,
      [userId, limit],
    )
  ).rows;

/** Contacts with one of these addresses. */
export const listContactRowsByEmail = async (userId: string, emails: readonly string[]): Promise<StoredContact[]> =>
  emails.length === 0
    ? []
    : (await query<StoredContact>(`SELECT ${columns} FROM contacts WHERE user_id = $1 AND email = ANY ($2::text[])`, [userId, emails])).rows;
