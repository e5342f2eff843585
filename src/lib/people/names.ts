/** How names are compared, and which contacts a name can mean. Pure. */

export interface Named {
  readonly name: string;
  readonly email: string | null;
}

/** Lower case, without accents. */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[\s,]+/)
    .filter((word) => word !== "");

const addressPattern = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const namedAddress = /^(.*?)\s*<([^<>\s]+)>$/;

/** The address in "maya@example.com" or "Maya <maya@example.com>", lower case; null when there is none. */
export const addressIn = (text: string): string | null => {
  const address = (namedAddress.exec(text.trim())?.[2] ?? text).trim().toLowerCase();
  return addressPattern.test(address) ? address : null;
};

const startsNames = (contact: Named, words: readonly string[]): boolean => {
  const parts = fold(contact.name).split(/[\s-]+/);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
};

/** Contacts each of whose names may be begun by these words: "may co" is Maya Cohen. */
export const contactsBegunBy = <Contact extends Named>(text: string, contacts: readonly Contact[]): Contact[] => {
  const words = wordsOf(text);
  return words.length === 0 ? [] : contacts.filter((contact) => startsNames(contact, words));
};

/** Best kind of match only: the whole name, else whole names in it ("Maya" for Maya Cohen). */
export const contactsCalled = <Contact extends Named>(text: string, contacts: readonly Contact[]): Contact[] => {
  const wholes = contacts.filter(({ name }) => fold(name) === fold(text));
  if (wholes.length > 0) return wholes;
  const words = wordsOf(text);
  return words.length === 0
    ? []
    : contacts.filter(({ name }) =>
        words.every((word) =>
          fold(name)
            .split(/[\s-]+/)
            .includes(word),
        ),
      );
};
