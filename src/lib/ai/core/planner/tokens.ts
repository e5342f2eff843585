/** Cuts what somebody wrote into words with their places, so that every later step points into the original text. */

export type TokenKind = "word" | "number" | "mark" | "quoted" | "email";

export interface Token {
  readonly kind: TokenKind;
  /** As written; a quoted token without its quotation marks. */
  readonly text: string;
  /** Lower case, straight apostrophes, without a possessive 's. */
  readonly lower: string;
  /** UTF-16 offsets into the text, half-open. */
  readonly start: number;
  readonly end: number;
}

const shapes: readonly (readonly [TokenKind, RegExp])[] = [
  ["email", /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/uy],
  ["quoted", /"([^"]{1,4000})"|“([^”]{1,4000})”|‘([^’]{1,4000})’(?!\p{L})|(?<![\p{L}\d])'((?:[^']|'(?=\p{L})){1,4000})'(?!\p{L})/uy],
  // "one on one" is a kind of meeting, no number.
  ["word", /(?:one[ -]on[ -]one|one[ -]to[ -]one|1[ -]on[ -]1|1:1)s?(?![\p{L}\d:])/iuy],
  ["number", /\d+(?:[.:]\d+)*/uy],
  ["word", /\p{L}[\p{L}\p{M}]*(?:['’.&-](?=\p{L})[\p{L}\p{M}]+)*(?:-\d+)?/uy],
];

/** Written without their apostrophe, as phones are typed on. */
const bareContractions = /^(?:(what|who|where|when|how|that|there)s|(do|does|did|is|are|was|were|have|has|had|wo|ca|could|should|would)nt|(i)(m|ve))$/;

const withApostrophe = (lower: string): string =>
  lower.replace(bareContractions, (_, question?: string, verb?: string, own?: string, rest?: string) =>
    question !== undefined ? question : verb !== undefined ? `${verb}n't` : `${own ?? ""}'${rest ?? ""}`,
  );

const readAt = (text: string, at: number): Token => {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (!found) continue;
    const inner = (found.slice(1) as (string | undefined)[]).find((group) => group !== undefined) ?? found[0];
    const lower = withApostrophe(
      inner
        .toLowerCase()
        .replace(/’/g, "'")
        .replace(/(?<=\p{L})'s$/u, ""),
    );
    return { kind, text: inner, lower, start: at, end: at + found[0].length };
  }
  return { kind: "mark", text: text.charAt(at), lower: text.charAt(at), start: at, end: at + 1 };
};

/** Tokens in reading order; whitespace and zero-width characters separate and are left out. */
export const tokenise = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    if (/[\s\u200B-\u200D\uFEFF]/u.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = readAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
};
