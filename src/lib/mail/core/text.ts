/** The text of a mail: what its writer wrote this time, cut into sentences; what is quoted and signed is left out. */

const quoteLead = /^\s*(?:on\b.{3,200}\bwrote:|am\b.{3,200}\bschrieb\b.*:|-{2,}\s*(?:original|forwarded) message\s*-{2,}|_{10,}|from:\s.+@.+)\s*$/i;
const signature = /^(?:-- ?|—|__+)$/;
const goodbye =
  /^(?:best|best wishes|best regards|kind regards|warm regards|regards|cheers|thanks|many thanks|thank you|thanks so much|sincerely|yours|yours sincerely|all the best|take care|love|talk soon|see you|speak soon|warmly|respectfully|viele grüße|mit freundlichen grüßen|lg|vg)[\s,.!]*$/i;
const greeting =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?)\b[^.!?\n]{0,60}|[\p{Lu}][\p{L}'’-]{1,30}(?: [\p{Lu}][\p{L}'’-]{1,30})?)[,!:]?\s*$/u;

const blank = (line: string): boolean => line.trim() === "";

/** What was written anew: without quotes of earlier mails and without what follows them. */
export const ownWords = (body: string): string => {
  const kept: string[] = [];
  for (const line of body.split("\n")) {
    if (quoteLead.test(line.slice(0, 400)) && kept.some((said) => !blank(said))) break;
    if (line.startsWith(">")) continue;
    kept.push(line);
  }
  return kept.join("\n").trim();
};

/** Without greeting and goodbye either: what the mail is about. */
export const corePart = (body: string): string => {
  const lines = ownWords(body).split("\n");
  const first = lines.findIndex((line) => !blank(line));
  const from = first !== -1 && lines.length > first + 1 && greeting.test(lines[first]?.trim().slice(0, 100) ?? "") ? first + 1 : Math.max(first, 0);
  let to = lines.length;
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = lines[at]?.trim().slice(0, 100) ?? "";
    if (signature.test(line) || (goodbye.test(line) && lines.length - at <= 8)) {
      to = at;
      break;
    }
  }
  return lines.slice(from, to).join("\n").trim();
};

const abbreviation = /(?:\b(?:dr|mr|mrs|ms|st|prof|vs|no|jr|sr|approx|dept|e\.g|i\.e|etc|a\.m|p\.m|inc|ltd|co)|\b\p{Lu})\.$/iu;
/** Sentences of a text in order. A line that ends without a mark is one by itself. */
export const sentencesOf = (text: string, most = 400): string[] => {
  const found: string[] = [];
  for (const block of text.split(/\n+/)) {
    let from = 0;
    for (const end of block.matchAll(/[.!?…]+["”’)]*(?=\s|$)/gu)) {
      const sentence = block.slice(from, end.index + end[0].length).trim();
      if (abbreviation.test(sentence.slice(-12)) && end.index + end[0].length < block.length) continue;
      if (sentence !== "") found.push(sentence);
      from = end.index + end[0].length;
      if (found.length >= most) return found;
    }
    const rest = block.slice(from).trim();
    if (rest !== "") found.push(rest);
    if (found.length >= most) break;
  }
  return found;
};

const previewMax = 200;
/** The beginning of a mail on one line. */
export const previewOf = (body: string): string => {
  const line = ownWords(body.slice(0, 4_000)).replace(/\s+/g, " ").trim();
  return line.length > previewMax ? `${line.slice(0, previewMax - 1).trimEnd()}…` : line;
};

/** A mail passed on below a word of the owner's. */
export const forwardedText = (
  note: string,
  { from, date, subject, to, body }: { from: string; date: string; subject: string; to: string; body: string },
): string =>
  [
    ...(note.trim() === "" ? [] : [note.trimEnd(), ""]),
    "---------- Forwarded message ----------",
    `From: ${from}`,
    `Date: ${date}`,
    `Subject: ${subject}`,
    `To: ${to}`,
    "",
    body.slice(0, 90_000).trimEnd(),
  ].join("\n");
