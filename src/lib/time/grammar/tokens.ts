/** Cuts a text into words, numbers and marks, with the place where each stood. */

export interface Token {
  /** Lower case; quotes and dashes in their plain form. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "word" | "number" | "mark";
  /** No space between this token and the one before. */
  readonly glued: boolean;
  readonly capital: boolean;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const wideLetter = /[\p{L}\p{M}]/u;
const isLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  if (code < 0xaa) return false;
  return wideLetter.test(text.charAt(at)) || (code >= 0xd800 && code <= 0xdfff);
};
const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x202f || (code >= 0x2000 && code <= 0x200f) || code === 0xfeff;
const isApostrophe = (code: number): boolean => code === 39 || code === 0x2019;
const plainMarks: Readonly<Record<string, string>> = { "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "∙": ",", "·": ",", "，": "," };

const wordEnd = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isLetter(text, at)) at += 1;
  return at;
};

/** "o'clock" and "don't" are one word; "today's" is "today" and "'s". */
const endWithApostrophe = (text: string, from: number): number => {
  const end = wordEnd(text, from);
  if (!isApostrophe(text.charCodeAt(end))) return end;
  const tail = wordEnd(text, end + 1);
  if (tail === end + 1 || (tail === end + 2 && /s/i.test(text.charAt(end + 1)))) return end;
  return tail;
};

const endOfToken = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (isDigit(code)) {
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end += 1;
    return end;
  }
  if (isLetter(text, at)) return endWithApostrophe(text, at);
  if (isApostrophe(code) && /s/i.test(text.charAt(at + 1)) && wordEnd(text, at + 1) === at + 2) return at + 2;
  return at + 1;
};

const normal = (raw: string): string => {
  const lower = raw.toLowerCase();
  return plainMarks[lower] ?? (lower.includes("’") ? lower.replace("’", "'") : lower);
};

/** The tokens of a text in order. Never fails; offsets are UTF-16. */
export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  let last = -1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at += 1;
      continue;
    }
    const end = endOfToken(text, at);
    const raw = text.slice(at, end);
    const letter = isLetter(text, at);
    tokens.push({
      text: normal(raw),
      start: at,
      end,
      kind: isDigit(code) ? "number" : letter || raw.length > 1 ? "word" : "mark",
      glued: last === at,
      capital: letter && raw.charAt(0) !== raw.charAt(0).toLowerCase(),
    });
    last = end;
    at = end;
  }
  return tokens;
};
