/** How far an account was read, mailbox by mailbox, and the names of mails in it. Pure. */
import { z } from "zod";

const BoxCursorSchema = z.object({
  /** UIDVALIDITY: when it is another one, no UID means what it meant. */
  validity: z.string(),
  /** UIDNEXT: mails from here on are new. */
  next: z.number().int().min(1),
  /** HIGHESTMODSEQ; "0" where the server has none. */
  modseq: z.string().regex(/^\d+$/),
  /** The UIDs there were, as a sequence set: those missing later are gone. */
  uids: z.string(),
});
export type BoxCursor = z.output<typeof BoxCursorSchema>;

const CursorSchema = z.object({ version: z.literal(1), boxes: z.record(z.string(), BoxCursorSchema) });

/** Null for one that isn't ours. */
export const readCursor = (cursor: string): ReadonlyMap<string, BoxCursor> | null => {
  try {
    const read = CursorSchema.safeParse(JSON.parse(cursor));
    return read.success ? new Map(Object.entries(read.data.boxes)) : null;
  } catch {
    return null;
  }
};

export const writeCursor = (boxes: ReadonlyMap<string, BoxCursor>): string => JSON.stringify({ version: 1, boxes: Object.fromEntries(boxes) });

/** [1, 2, 3, 7] → "1:3,7". */
export const packUids = (uids: readonly number[]): string => {
  const sorted = [...new Set(uids)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const uid of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === uid - 1) last[1] = uid;
    else ranges.push([uid, uid]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(",");
};

const uidsMax = 500_000;

export const unpackUids = (set: string): number[] => {
  const uids: number[] = [];
  for (const range of set.split(",")) {
    const [from = NaN, to = from] = range.split(":").map(Number);
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1) continue;
    for (let uid = from; uid <= to && uids.length < uidsMax; uid += 1) uids.push(uid);
  }
  return uids;
};

export interface MailName {
  readonly path: string;
  readonly validity: string;
  readonly uid: number;
}

/** A mail's name in its account. A mail that is moved has another one afterwards. */
export const nameOf = ({ path, validity, uid }: MailName): string => `${validity}.${uid}.${path}`;

export const readName = (sourceId: string): MailName | null => {
  const [, validity, uid, path] = /^(\d+)\.(\d+)\.(.+)$/s.exec(sourceId) ?? [];
  return validity === undefined || uid === undefined || path === undefined ? null : { path, validity, uid: Number(uid) };
};

/** Labels are kept as keywords, which are atoms of ASCII: other characters are written as "=XX", octet by octet. */
const safe = /^[A-Za-z0-9._+-]$/;
/** Dovecot's limit, the lowest known. */
const keywordMax = 50;

const notLabels = /^(?:\\.*|\$.*|Junk|NonJunk|NotJunk|Forwarded|Redirected|MDNSent|Old|unknown-\d+)$/i;

/** Null for what programs keep among the flags for themselves. */
export const labelOf = (flag: string): string | null => {
  if (notLabels.test(flag)) return null;
  return /=[0-9A-F]{2}/.test(flag)
    ? Buffer.from(
        flag.replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      ).toString("utf8")
    : flag;
};

/** Null for one that can't be kept there: too long, or a word that programs use among themselves. */
export const keywordOf = (label: string): string | null => {
  const keyword = [...Buffer.from(label, "utf8")]
    .map((octet) => (safe.test(String.fromCharCode(octet)) ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase().padStart(2, "0")}`))
    .join("");
  return keyword === "" || keyword.length > keywordMax || notLabels.test(keyword) ? null : keyword;
};
