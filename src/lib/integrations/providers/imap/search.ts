/** Asks the server for mails that aren't mirrored. It searches for the longest word; the others are looked for in what it finds. */
import type { ImapFlow, SearchObject } from "imapflow";
import type { OutsideMail } from "../../contracts";
import { listBoxes } from "./boxes";
import { fetchMails } from "./changes";

interface Asked {
  readonly query: SearchObject;
  /** Folded; every one has to occur. */
  readonly words: readonly string[];
}

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** `from:ana contract` as the search field takes it; what only means something here (`in:`, `is:`, `label:`) is left to the mail room. */
export const askedFor = (text: string): Asked | null => {
  const query: SearchObject = {};
  const words: string[] = [];
  for (const [, operator = "", quoted, plain = ""] of text.slice(0, 300).matchAll(/(?:(from|to|subject|in|is|label):)?(?:"([^"]*)"|(\S+))/giu)) {
    const value = (quoted ?? plain).trim();
    if (value === "") continue;
    if (/^from$/i.test(operator)) query.from = value;
    else if (/^to$/i.test(operator)) query.to = value;
    else if (/^subject$/i.test(operator)) query.subject = value;
    else if (operator === "") words.push(value);
  }
  const [longest] = [...words].sort((a, b) => b.length - a.length);
  if (longest !== undefined) query.text = longest;
  return Object.keys(query).length === 0 ? null : { query, words: words.filter((word) => word !== longest).map(fold) };
};

const searchMs = 8_000;
/** Of each mailbox so many of the newest that fit are read. */
const readMax = 60;

const holds = (mail: OutsideMail, words: readonly string[]): boolean => {
  const text = fold(
    [mail.subject, mail.from.name ?? "", mail.from.email, ...mail.recipients.map(({ email, name }) => `${name ?? ""} ${email}`), mail.body].join(" "),
  );
  return words.every((word) => text.includes(word));
};

export const searchMails = async (client: ImapFlow, text: string, limit: number): Promise<OutsideMail[]> => {
  const asked = askedFor(text);
  if (asked === null) return [];
  const untilMs = Date.now() + searchMs;
  const { mirrored } = await listBoxes(client, false);
  const found: OutsideMail[] = [];
  for (const box of mirrored.filter(({ folder }) => folder !== "trash" && folder !== "drafts")) {
    if (Date.now() > untilMs) break;
    const open = await client.mailboxOpen(box.path, { readOnly: true });
    if (open.exists === 0) continue;
    const uids = ((await client.search(asked.query, { uid: true })) || []).slice(-Math.min(limit, readMax));
    const { mails } = await fetchMails(client, box, String(open.uidValidity), uids);
    found.push(...mails.filter((mail) => holds(mail, asked.words)));
  }
  return found.sort((a, b) => b.sentAt.localeCompare(a.sentAt)).slice(0, limit);
};
