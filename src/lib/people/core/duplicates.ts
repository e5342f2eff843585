/** Which contacts seem to be one person, and what they would be together. */
import type { Contact, Duplicate } from "../contracts";

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

/** The digits of a number without its prefix, as far as two ways to write it agree; null for one too short to tell. */
const phoneOf = ({ phone }: Contact): string | null => {
  const digits = (phone ?? "").replace(/\D/g, "").slice(-9);
  return digits.length < 7 ? null : digits;
};

const noteOf = (contacts: readonly Contact[]): string => {
  const [kept, ...gone] = contacts;
  const addresses = gone.flatMap(({ email }) => (email !== null && email !== (kept?.email ?? email) ? [`Also ${email}`] : []));
  const phones = gone.flatMap(({ phone }) => (phone !== null && phone !== (kept?.phone ?? phone) ? [`Also ${phone}`] : []));
  return [...new Set([...contacts.map(({ notes }) => notes.trim()), ...addresses, ...phones].filter((note) => note !== ""))].join("\n").slice(0, 2_000);
};

/** One contact of several: the first stays, takes over what it lacks, and a second address or number goes into its notes. Nothing is lost. */
export const mergeContacts = (contacts: readonly [Contact, ...Contact[]]): Contact => {
  const [kept] = contacts;
  const first = <Key extends "email" | "phone" | "zone" | "hours">(key: Key): Contact[Key] =>
    contacts.map((contact) => contact[key]).find((value) => value !== null) ?? kept[key];
  const merged = { ...kept, email: first("email"), phone: first("phone"), zone: first("zone"), hours: first("hours") };
  return { ...merged, notes: noteOf([merged, ...contacts.slice(1)]), version: kept.version + 1 };
};

/** How much is known of somebody: the fullest contact stays. */
const fullness = ({ email, phone, zone, hours, notes }: Contact): number =>
  (email === null ? 0 : 4) + (phone === null ? 0 : 2) + (zone === null ? 0 : 1) + (hours === null ? 0 : 1) + (notes === "" ? 0 : 1);

const groupsBy = (contacts: readonly Contact[], keyOf: (contact: Contact) => string | null): Contact[][] => {
  const groups = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const key = keyOf(contact);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), contact]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
};

/**
 * Groups of contacts of the same name or number, each contact in one group at most. Two people of one name with two addresses are
 * suggested too: whoever looks at the preview decides.
 */
export const findDuplicates = (contacts: readonly Contact[]): Duplicate[] => {
  const taken = new Set<string>();
  return [
    ...groupsBy(contacts, ({ name }) => folded(name)).map((group) => ({ group, because: "the same name" })),
    ...groupsBy(contacts, phoneOf).map((group) => ({ group, because: "the same phone number" })),
  ].flatMap(({ group, because }) => {
    const free = group.filter(({ id }) => !taken.has(id)).slice(0, 10);
    const [kept, ...others] = [...free].sort((a, b) => fullness(b) - fullness(a));
    if (kept === undefined || others.length === 0) return [];
    for (const { id } of free) taken.add(id);
    return [{ contacts: [kept, ...others], because, merged: mergeContacts([kept, ...others]) }];
  });
};
