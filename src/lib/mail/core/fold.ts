/** How words are compared when mails are searched: lower case, without accents, in pieces. */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[\s,;"“”]+/u)
    .filter((word) => word !== "");
