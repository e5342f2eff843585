/** What is new, marked differently or gone in an account since it was read last: only mailboxes whose state says that something happened are opened. */
import type { FetchMessageObject, ImapFlow, StatusObject } from "imapflow";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import type { MailPage, OutsideMail, Unreadable } from "../../contracts";
import { listBoxes, type Box } from "./boxes";
import { nameOf, packUids, readCursor, unpackUids, writeCursor, type BoxCursor } from "./cursor";
import { marksOf, outsideMailOf } from "./mail-map";

/** Newest first; what is older is found by search. */
const firstMax = { inbox: 300, sent: 100, archive: 100, drafts: 50, trash: 0 } as const;
const ownFolderMax = 40;
/** New mails that are read at once after a long absence. */
const newMax = 500;
const chunk = 25;
const pageMax = 200;
const marksMax = 2_000;
/** Of a mail with a long attachment only the beginning is fetched, where its text is. */
const sourceMax = 256 * 1024;
/** Without MODSEQ nothing says which marks changed: those of the newest are looked at. */
const lookedMax = 200;

interface Found {
  readonly mails: readonly OutsideMail[];
  readonly unreadable: readonly Unreadable[];
}

type Mark = MailPage["marks"][number];

const nothing: MailPage = { mails: [], marks: [], removed: [], unreadable: [], total: null, cursor: null };

const readOne = async (box: Box, validity: string, message: FetchMessageObject): Promise<Found> => {
  try {
    const mail = await outsideMailOf({
      source: message.source ?? Buffer.alloc(0),
      sourceId: nameOf({ path: box.path, validity, uid: message.uid }),
      marks: marksOf(box, message.flags ?? new Set()),
      arrivedAt: message.internalDate,
    });
    return { mails: [mail], unreadable: [] };
  } catch (error) {
    logger.warn("a mail couldn't be read", { uid: message.uid, error: error instanceof Error ? error.name : "unknown" });
    return { mails: [], unreadable: [{ what: `${box.path}, number ${message.uid}`, reason: "its form can't be read" }] };
  }
};

/** Mails of the mailbox that is open, by UID. */
export const fetchMails = async (client: ImapFlow, box: Box, validity: string, uids: readonly number[]): Promise<Found> => {
  if (uids.length === 0) return { mails: [], unreadable: [] };
  const query = { uid: true, flags: true, internalDate: true, source: { start: 0, maxLength: sourceMax } };
  const messages = await client.fetchAll(packUids(uids), query, { uid: true });
  const found: Found[] = [];
  for (const message of messages.sort((a, b) => b.uid - a.uid)) found.push(await readOne(box, validity, message));
  return { mails: found.flatMap(({ mails }) => mails), unreadable: found.flatMap(({ unreadable }) => unreadable) };
};

const quotaOf = ({ folder, label }: Box): number => (label === null ? firstMax[folder] : ownFolderMax);

/** Opens it for reading; gone in the meantime is null. */
const opened = async (client: ImapFlow, box: Box) => {
  try {
    return await client.mailboxOpen(box.path, { readOnly: true });
  } catch (error) {
    if (!client.usable) throw error;
    return null;
  }
};

const allUids = async (client: ImapFlow, exists: number): Promise<number[]> => (exists === 0 ? [] : (await client.search({ all: true }, { uid: true })) || []);

const cursorOf = (open: { uidValidity: bigint; uidNext: number; highestModseq?: bigint | undefined }, uids: readonly number[]): BoxCursor => ({
  validity: String(open.uidValidity),
  next: open.uidNext,
  modseq: String(open.highestModseq ?? 0n),
  uids: packUids(uids),
});

export const firstRead = async function* (client: ImapFlow): AsyncGenerator<MailPage> {
  const { mirrored } = await listBoxes(client, true);
  const total = mirrored.reduce((sum, box) => sum + Math.min(box.status?.messages ?? 0, quotaOf(box)), 0);
  const cursors = new Map<string, BoxCursor>();
  // What matters most is there first.
  const inOrder = [...mirrored].sort((a, b) => Number(b.folder === "inbox") - Number(a.folder === "inbox"));
  for (const box of inOrder) {
    const open = await opened(client, box);
    if (open === null) continue;
    const uids = (await allUids(client, open.exists)).filter((uid) => uid < open.uidNext);
    const wanted = quotaOf(box) === 0 ? [] : uids.slice(-quotaOf(box)).reverse();
    for (let from = 0; from < wanted.length; from += chunk)
      yield { ...nothing, ...(await fetchMails(client, box, String(open.uidValidity), wanted.slice(from, from + chunk))), total };
    cursors.set(box.path, cursorOf(open, uids));
  }
  yield { ...nothing, total, cursor: writeCursor(cursors) };
};

const untouched = (before: BoxCursor | undefined, status: StatusObject | null): boolean =>
  before !== undefined &&
  status?.highestModseq !== undefined &&
  status.highestModseq !== 0n &&
  String(status.uidValidity) === before.validity &&
  status.uidNext === before.next &&
  String(status.highestModseq) === before.modseq &&
  // Some servers don't count what is expunged as a modification.
  status.messages === unpackUids(before.uids).length;

interface News {
  readonly box: Box;
  readonly validity: string;
  readonly wanted: readonly number[];
  readonly marks: readonly Mark[];
  readonly removed: readonly string[];
  readonly cursor: BoxCursor;
}

const marksSince = async (client: ImapFlow, box: Box, before: BoxCursor, uids: readonly number[], hasModseq: boolean): Promise<Mark[]> => {
  const old = uids.filter((uid) => uid < before.next);
  if (old.length === 0) return [];
  const since = hasModseq && before.modseq !== "0" ? { changedSince: BigInt(before.modseq) } : {};
  const range = "changedSince" in since ? `${old[0] ?? 1}:${old.at(-1) ?? 1}` : packUids(old.slice(-lookedMax));
  const messages = await client.fetchAll(range, { uid: true, flags: true }, { uid: true, ...since });
  return messages
    .filter(({ uid }) => uid < before.next)
    .slice(-marksMax)
    .map(({ uid, flags }) => ({ sourceId: nameOf({ path: box.path, validity: before.validity, uid }), ...marksOf(box, flags ?? new Set()) }));
};

const goneFrom = (path: string, { validity, uids }: BoxCursor, still: ReadonlySet<number>): string[] =>
  unpackUids(uids)
    .filter((uid) => !still.has(uid))
    .slice(-20_000)
    .map((uid) => nameOf({ path, validity, uid }));

const newsOf = async (client: ImapFlow, box: Box, known: BoxCursor | undefined): Promise<News | null> => {
  const open = await opened(client, box);
  if (open === null) return null;
  const validity = String(open.uidValidity);
  const uids = (await allUids(client, open.exists)).filter((uid) => uid < open.uidNext).sort((a, b) => a - b);
  const cursor = cursorOf(open, uids);
  // Other numbers: everything there was is gone, and what is there is new.
  const before = known?.validity === validity ? known : undefined;
  const removed = known === undefined ? [] : goneFrom(box.path, known, new Set(before === undefined ? [] : uids));
  const wanted = before === undefined ? (quotaOf(box) === 0 ? [] : uids.slice(-quotaOf(box))) : uids.filter((uid) => uid >= before.next).slice(-newMax);
  const marks = before === undefined ? [] : await marksSince(client, box, before, uids, open.highestModseq !== undefined);
  return { box, validity, wanted: wanted.reverse(), marks, removed, cursor };
};

/** What was moved is gone in one mailbox and new in another: both are told on one page, so that it can be seen to be the same. */
const pagesOf = async function* (client: ImapFlow, news: readonly News[], gone: readonly string[], cursor: string): AsyncGenerator<MailPage> {
  let [mails, unreadable]: [OutsideMail[], Unreadable[]] = [[], []];
  let marks: readonly Mark[] = news.flatMap((one) => one.marks);
  let removed: readonly string[] = [...gone, ...news.flatMap((one) => one.removed)];
  for (const { box, validity, wanted } of news) {
    if (wanted.length === 0) continue;
    if ((await opened(client, box)) === null) continue;
    for (let from = 0; from < wanted.length; from += chunk) {
      const found = await fetchMails(client, box, validity, wanted.slice(from, from + chunk));
      mails = [...mails, ...found.mails];
      unreadable = [...unreadable, ...found.unreadable];
      if (mails.length < pageMax) continue;
      yield { ...nothing, mails, marks, removed, unreadable };
      [mails, unreadable, marks, removed] = [[], [], [], []];
    }
  }
  yield { ...nothing, mails, marks, removed, unreadable, cursor };
};

/** Errors: integrations/cursor-expired for a cursor that isn't ours. */
export const newsSince = async function* (client: ImapFlow, cursor: string): AsyncGenerator<MailPage> {
  const before = readCursor(cursor);
  if (before === null) throw new AppError("integrations/cursor-expired");
  const { mirrored } = await listBoxes(client, true);
  const cursors = new Map<string, BoxCursor>();
  const news: News[] = [];
  for (const box of mirrored) {
    const known = before.get(box.path);
    if (known !== undefined && untouched(known, box.status)) {
      cursors.set(box.path, known);
      continue;
    }
    const found = await newsOf(client, box, known);
    if (found === null) continue;
    cursors.set(box.path, found.cursor);
    news.push(found);
  }
  const gone = [...before].flatMap(([path, known]) => (cursors.has(path) ? [] : goneFrom(path, known, new Set())));
  yield* pagesOf(client, news, gone, writeCursor(cursors));
};
