/** Who is meant by a name or an address. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { listContactRowsNamed } from "@/lib/queries/contacts";
import type { Contact } from "./contracts";
import { addressIn, contactsBegunBy, contactsCalled, wordsOf } from "./names";

const candidatesMax = 200;

const longest = (words: readonly string[]): string[] => {
  const [first] = [...words].sort((a, b) => b.length - a.length);
  return first === undefined ? [] : [first];
};

/** Contacts that any of these names or addresses may mean ("Maya", "may co", "maya@example.com"); the caller decides which it is. */
export const findContactsByNames = async (actor: Actor, names: readonly string[]): Promise<Contact[]> => {
  requireScope(actor, "people:read");
  const emails = names.flatMap((name) => addressIn(name) ?? []);
  const rows = await listContactRowsNamed(
    actor.userId,
    names.flatMap((name) => longest(wordsOf(name))),
    emails,
    candidatesMax,
  );
  return rows
    .filter((row) => (row.email !== null && emails.includes(row.email)) || names.some((name) => contactsBegunBy(name, [row]).length > 0))
    .map(({ foldedName: _foldedName, searchText: _searchText, ...contact }) => contact);
};

export type ResolvedPerson =
  | { readonly kind: "contact"; readonly contact: Contact }
  | { readonly kind: "ambiguous"; readonly contacts: readonly Contact[] }
  /** An address that isn't in the contacts. */
  | { readonly kind: "address"; readonly email: string }
  /** A bare name that nobody in the contacts has. */
  | { readonly kind: "guest"; readonly name: string };

/** An address, one contact, several that fit, or a bare name that is only written down. */
export const resolvePerson = async (actor: Actor, text: string): Promise<ResolvedPerson> => {
  const email = addressIn(text);
  const candidates = await findContactsByNames(actor, [text]);
  const fits = email === null ? contactsCalled(text, candidates) : candidates.filter((contact) => contact.email === email);
  const [contact] = fits;
  if (fits.length > 1) return { kind: "ambiguous", contacts: fits };
  if (contact !== undefined) return { kind: "contact", contact };
  return email === null ? { kind: "guest", name: text.trim() } : { kind: "address", email };
};
