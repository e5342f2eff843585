/** Who is meant: a contact by name, an address, or a bare name that is only written down and never told. */
import type { Attendee } from "@/lib/scheduling/contracts";
import { refuse, type Refused } from "./refusal";

/** What is known of one contact; several rooms' contacts fit. */
export interface Known {
  readonly name: string;
  readonly email: string | null;
}

export interface People {
  readonly ok: true;
  /** People with an address: they would be told. */
  readonly attendees: readonly Pick<Attendee, "email" | "name">[];
  /** Names without an address: shown on the event, nobody is told. */
  readonly guests: readonly string[];
}

const address = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const named = /^(.*?)\s*<([^<>]+)>$/;
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Contacts that a name can mean, best kind first: the whole name, else a name in it, else the beginning of one. */
export const contactsNamed = <Contact extends Known>(name: string, contacts: readonly Contact[]): Contact[] => {
  const wanted = plain(name);
  const wholes = contacts.filter((contact) => plain(contact.name) === wanted);
  if (wholes.length > 0) return wholes;
  const words = wanted.split(/\s+/);
  const has = (contact: Contact, matches: (part: string, word: string) => boolean): boolean => {
    const parts = plain(contact.name).split(/[\s-]+/);
    return words.every((word) => parts.some((part) => matches(part, word)));
  };
  return contacts.filter((contact) => has(contact, (part, word) => part === word));
};

const label = ({ name, email }: Known): string => (email === null ? name : `${name} (${email})`);

const oneOf = (name: string, candidates: readonly Known[]): Refused =>
  refuse(
    "person-ambiguous",
    `There is more than one ${name} in your contacts. Which one?`,
    candidates.slice(0, 6).map((contact) => ({ label: label(contact), value: contact.email ?? contact.name })),
  );

/** An unknown name is a guest without address; two contacts that fit are a question. The owner is never invited to their own event. */
export const resolvePeople = (names: readonly string[], contacts: readonly Known[], ownerEmail: string): People | Refused => {
  const attendees = new Map<string, Pick<Attendee, "email" | "name">>();
  const guests = new Map<string, string>();
  for (const said of names.map((name) => name.trim()).filter((name) => name !== "")) {
    const [, givenName, givenEmail] = named.exec(said) ?? [];
    const email = (givenEmail ?? said).trim().toLowerCase();
    if (address.test(email)) {
      const name = (givenName?.trim() ?? "") || contacts.find((contact) => contact.email?.toLowerCase() === email)?.name;
      attendees.set(email, { email, ...(name ? { name } : {}) });
      continue;
    }
    const fits = contactsNamed(said, contacts);
    if (fits.length > 1) return oneOf(said, fits);
    const [contact] = fits;
    if (contact?.email) attendees.set(contact.email.toLowerCase(), { email: contact.email.toLowerCase(), name: contact.name });
    else guests.set(plain(contact?.name ?? said), contact?.name ?? said);
  }
  attendees.delete(ownerEmail.toLowerCase());
  return { ok: true, attendees: [...attendees.values()], guests: [...guests.values()] };
};
