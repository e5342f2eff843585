/**
 * What is written and hasn't come to the server yet, kept in this tab: a reload or a lost connection costs no words. One place for what
 * stands in the field, one for what was said and isn't taken; both by account, so that nobody meets another's words.
 */
const prefix = "perin-words";
/** "first": said in vain as the first words of a conversation, which then doesn't exist. */
const kinds = ["first", "unsent", "draft"] as const;
type Kind = (typeof kinds)[number];

/** Where a conversation's words lie before it has begun. */
export const newPlace = "new";

const keyOf = (kind: Kind, owner: string, place: string): string => [prefix, owner, place, kind].join(" ");

/** A browser may refuse to store anything: then words are kept as long as the page is. */
const stored = <T>(work: (storage: Storage) => T, otherwise: T): T => {
  try {
    return work(sessionStorage);
  } catch {
    return otherwise;
  }
};

const write = (key: string, text: string): void => stored((storage) => (text === "" ? storage.removeItem(key) : storage.setItem(key, text)), undefined);

export const keepDraft = (owner: string, place: string, text: string): void => write(keyOf("draft", owner, place), text);
export const draftAt = (owner: string, place: string): string => stored((storage) => storage.getItem(keyOf("draft", owner, place)), null) ?? "";
export const keepUnsent = (owner: string, place: string, text: string): void => write(keyOf("unsent", owner, place), text);
export const keepFirst = (owner: string, place: string, text: string): void => write(keyOf("first", owner, place), text);
export const forgetUnsent = (owner: string, place: string): void => {
  keepUnsent(owner, place, "");
  keepFirst(owner, place, "");
};

/** Takes what was said in vain and what was being written into one draft. `said` is the last that the server has: that much came. */
export const takeWords = (owner: string, place: string, said?: string): string => {
  const words = kinds.map((kind) => stored((storage) => storage.getItem(keyOf(kind, owner, place)), null) ?? "");
  const text = words.filter((each, index) => each !== "" && !(kinds[index] !== "draft" && each === said)).join("\n\n");
  forgetUnsent(owner, place);
  keepDraft(owner, place, text);
  return text;
};

/** The words of a conversation that the server never heard of become those of the next new one. False when there are none. */
export const rescueWords = (place: string): boolean =>
  stored((storage) => {
    const owners = new Set(
      Object.keys(storage).flatMap((key) => (key.startsWith(`${prefix} `) && key.split(" ")[2] === place ? [key.split(" ")[1] ?? ""] : [])),
    );
    for (const owner of owners) {
      const text = takeWords(owner, place);
      keepDraft(owner, place, "");
      const before = storage.getItem(keyOf("draft", owner, newPlace)) ?? "";
      keepDraft(owner, newPlace, [before, text].filter((each) => each !== "").join("\n\n"));
    }
    return owners.size > 0;
  }, false);

/** On the page of a new conversation: first words that came to nobody, whichever address they were said at, wait here. `begun`: conversations that exist. */
export const rescueFirst = (owner: string, begun: readonly string[]): void =>
  stored((storage) => {
    for (const key of Object.keys(storage)) {
      const [, whose, place = "", kind] = key.split(" ");
      if (key.startsWith(`${prefix} `) && whose === owner && kind === "first" && !begun.includes(place)) rescueWords(place);
    }
  }, undefined);

/** All of it, whoever's: for signing out. */
export const forgetWords = (): void =>
  stored((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(`${prefix} `)) storage.removeItem(key);
  }, undefined);
