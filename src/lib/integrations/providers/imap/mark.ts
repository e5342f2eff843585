/** Makes mails lie and be marked as said: flags, keywords for labels, and moves; deleting drafts. */
import type { ImapFlow } from "imapflow";
import type { OutsideMarks } from "../../contracts";
import { listBoxes, placeFor, type Box, type Boxes } from "./boxes";
import { keywordOf, labelOf, nameOf, packUids, readName, type MailName } from "./cursor";

export type Wanted = OutsideMarks & { readonly sourceId: string };
type Renamed = (from: string, to: string) => void;

interface Named {
  readonly name: MailName;
  readonly wanted: Wanted;
}

/** Null: it stays where it is. */
const destination = async (client: ImapFlow, boxes: Boxes, box: Box, { folder, labels }: Wanted): Promise<string | null> => {
  // A folder of the owner's own stands for its label, and for being archived.
  if (folder === "archive" && box.folder === "archive" && (box.label === null || labels.includes(box.label))) return null;
  if (folder === box.folder && box.label === null) return null;
  switch (folder) {
    case "inbox":
      return "INBOX";
    case "archive":
    case "trash":
      return placeFor(client, boxes, folder);
    // What was sent or is a draft lies where it lies.
    default:
      return box.folder === "trash" ? placeFor(client, boxes, folder) : null;
  }
};

const store = async (client: ImapFlow, range: string, flag: string, wanted: boolean): Promise<void> => {
  await (wanted ? client.messageFlagsAdd(range, [flag], { uid: true }) : client.messageFlagsRemove(range, [flag], { uid: true }));
};

/** Which flags differ, and for whom: each is set once for all of them. */
const flagChanges = (box: Box, named: readonly Named[], flags: ReadonlyMap<number, ReadonlySet<string>>): Map<string, number[]> => {
  const changes = new Map<string, number[]>();
  for (const { name, wanted } of named) {
    const now = flags.get(name.uid);
    if (now === undefined) continue;
    const labels = new Set(wanted.labels.filter((label) => label !== box.label).flatMap((label) => keywordOf(label) ?? []));
    const should = new Map<string, boolean>([
      ["\\Seen", wanted.read],
      ["\\Flagged", wanted.flagged],
      ...[...now].filter((flag) => labelOf(flag) !== null).map((flag): [string, boolean] => [flag, labels.has(flag)]),
      ...[...labels].map((flag): [string, boolean] => [flag, true]),
      ...(now.has("\\Deleted") && wanted.folder !== "trash" ? [["\\Deleted", false] as [string, boolean]] : []),
    ]);
    for (const [flag, on] of should) {
      if (now.has(flag) === on) continue;
      const key = `${on ? "+" : "-"}${flag}`;
      changes.set(key, [...(changes.get(key) ?? []), name.uid]);
    }
  }
  return changes;
};

const moveAll = async (client: ImapFlow, boxes: Boxes, box: Box, named: readonly Named[], renamed: Renamed): Promise<void> => {
  const byPlace = new Map<string, Named[]>();
  for (const one of named) {
    const to = await destination(client, boxes, box, one.wanted);
    if (to !== null && to !== box.path) byPlace.set(to, [...(byPlace.get(to) ?? []), one]);
  }
  for (const [to, some] of byPlace) {
    const moved = await client.messageMove(packUids(some.map(({ name }) => name.uid)), to, { uid: true });
    if (moved === false || moved.uidMap === undefined || moved.uidValidity === undefined) continue;
    for (const { name, wanted } of some) {
      const uid = moved.uidMap.get(name.uid);
      if (uid !== undefined) renamed(wanted.sourceId, nameOf({ path: moved.destination, validity: String(moved.uidValidity), uid }));
    }
  }
};

/** Opens a mailbox to change it; false when it is gone, or its numbers mean something else by now. */
const openAs = async (client: ImapFlow, path: string, validity: string): Promise<boolean> => {
  try {
    return String((await client.mailboxOpen(path)).uidValidity) === validity;
  } catch (error) {
    if (!client.usable) throw error;
    return false;
  }
};

const markIn = async (client: ImapFlow, boxes: Boxes, box: Box, named: readonly Named[], renamed: Renamed): Promise<void> => {
  const range = packUids(named.map(({ name }) => name.uid));
  const there = await client.fetchAll(range, { uid: true, flags: true }, { uid: true });
  const flags = new Map(there.map((message) => [message.uid, message.flags ?? new Set<string>()]));
  const present = named.filter(({ name }) => flags.has(name.uid));
  for (const [key, uids] of flagChanges(box, present, flags)) await store(client, packUids(uids), key.slice(1), key.startsWith("+"));
  await moveAll(client, boxes, box, present, renamed);
};

/** What is gone is passed over. `renamed` hears the new names of what was moved. */
export const markMails = async (client: ImapFlow, wanted: readonly Wanted[], renamed: Renamed): Promise<void> => {
  const boxes = await listBoxes(client, false);
  const named = wanted.flatMap((one): Named[] => {
    const name = readName(one.sourceId);
    return name === null ? [] : [{ name, wanted: one }];
  });
  for (const some of Map.groupBy(named, ({ name }) => `${name.validity} ${name.path}`).values()) {
    const [first] = some;
    const box = boxes.mirrored.find(({ path }) => path === first?.name.path);
    if (first === undefined || box === undefined) continue;
    if (await openAs(client, box.path, first.name.validity)) await markIn(client, boxes, box, some, renamed);
  }
};

/** UIDs of the mailbox that is open whose Message-ID is this one. */
export const withMessageId = async (client: ImapFlow, messageId: string): Promise<number[]> =>
  (await client.search({ header: { "message-id": messageId } }, { uid: true })) || [];

export const deleteMail = async (client: ImapFlow, sourceId: string): Promise<void> => {
  const name = readName(sourceId);
  if (name === null || !(await openAs(client, name.path, name.validity))) return;
  await client.messageDelete(String(name.uid), { uid: true });
};

/** Puts a draft there and takes away what stood there of it before: by name, and by Message-ID, so that doing it twice leaves one. */
export const putDraft = async (client: ImapFlow, raw: Buffer, messageId: string, before: string | null): Promise<string> => {
  const path = await placeFor(client, await listBoxes(client, false), "drafts");
  const put = await client.append(path, raw, ["\\Draft", "\\Seen"]);
  const { uidValidity } = await client.mailboxOpen(path);
  const same = await withMessageId(client, messageId);
  const uid = (put === false ? undefined : put.uid) ?? same.at(-1) ?? 0;
  const old = readName(before ?? "");
  const stale = new Set([...same, ...(old?.path === path && old.validity === String(uidValidity) ? [old.uid] : [])].filter((one) => one !== uid));
  if (stale.size > 0) await client.messageDelete(packUids([...stale]), { uid: true });
  return nameOf({ path, validity: String(uidValidity), uid });
};
