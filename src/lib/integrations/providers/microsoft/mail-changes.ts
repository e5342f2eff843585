/**
 * What changed in an Outlook mailbox, by one delta query for each of its own folders. A mail that leaves one of them for a folder that isn't
 * watched is looked at, and kept as archived; names stay what they are wherever a mail is moved to.
 */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import type { MailPage, OutsideMail } from "../../contracts";
import type { GraphRequest } from "./client";
import {
  GraphMessageSchema,
  isWhole,
  marksOf,
  messageFields,
  mirroredFolders,
  outsideMail,
  type FolderName,
  type Folders,
  type GraphMessage,
} from "./mail-map";

export type MailCall = <S extends z.ZodType>(place: string, schema: S, request: GraphRequest) => Promise<z.output<S>>;

/** The first time as far back as this, and no more than so many; older ones are found by search. */
const firstDays = 60;
const firstMax: Readonly<Record<FolderName, number>> = { inbox: 500, drafts: 100, sentitems: 200, archive: 200, deleteditems: 100 };
const pageMax = 50;
/** Graph answers four calls of one app for one mailbox at once. */
export const atOnce = 4;
const dayMs = 86_400_000;

const CursorSchema = z.partialRecord(z.enum(mirroredFolders), z.string());
type Links = z.output<typeof CursorSchema>;
const PageSchema = z.object({ value: z.array(z.unknown()).default([]), "@odata.nextLink": z.string().optional(), "@odata.deltaLink": z.string().optional() });
const FolderSchema = z.object({ id: z.string() });

const isGone = (error: unknown): boolean => isAppError(error) && error.code === "integrations/gone-outside";

/** By their well-known names; not every mailbox has every one of them. */
export const listFolders = async (call: MailCall, signal: AbortSignal): Promise<Folders> => {
  const idOf = async (name: string): Promise<string | null> => {
    try {
      return (await call(`/me/mailFolders/${name}`, FolderSchema, { query: { $select: "id" }, signal })).id;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  };
  const byId = new Map<string, FolderName>();
  for (const name of mirroredFolders) {
    const id = await idOf(name);
    if (id !== null) byId.set(id, name);
  }
  return { byId, junkId: await idOf("junkemail") };
};

/** Null when it went in the meantime. */
export const fetchMessage = async (call: MailCall, id: string, signal: AbortSignal, $select = messageFields): Promise<GraphMessage | null> => {
  try {
    return await call(`/me/messages/${encodeURIComponent(id)}`, GraphMessageSchema, { query: { $select }, signal });
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

const empty: MailPage = { mails: [], marks: [], removed: [], unreadable: [], total: null, cursor: null };

interface Told {
  readonly messages: readonly GraphMessage[];
  readonly unreadable: number;
  readonly link: string | null;
}

/** One folder's round, page by page; the last one carries the link for the next. `most`: further ones are left to be searched for. */
const roundOf = async function* (call: MailCall, place: string, query: GraphRequest["query"], most: number, signal: AbortSignal): AsyncGenerator<Told> {
  let [next, asked, left]: [string | undefined, GraphRequest["query"], number] = [place, query, most];
  while (next !== undefined) {
    const page: z.output<typeof PageSchema> = await call(next, PageSchema, { ...(asked === undefined ? {} : { query: asked }), pageMax, signal });
    const read = page.value.map((item) => GraphMessageSchema.safeParse(item));
    const messages = read.flatMap((one) => (one.success ? [one.data] : [])).slice(0, Math.max(left, 0));
    left -= messages.length;
    yield { messages, unreadable: read.filter(({ success }) => !success).length, link: page["@odata.deltaLink"] ?? null };
    [next, asked] = [page["@odata.nextLink"], undefined];
  }
};

const unreadableOf = (count: number): MailPage["unreadable"] => Array.from({ length: count }, () => ({ what: "A mail", reason: "It can't be read." }));

const mailsOf = (messages: readonly GraphMessage[], folders: Folders): OutsideMail[] => messages.flatMap((message) => outsideMail(message, folders) ?? []);

const firstRead = async function* (call: MailCall, signal: AbortSignal): AsyncGenerator<MailPage> {
  const folders = await listFolders(call, signal);
  const since = new Date(Date.now() - firstDays * dayMs).toISOString().replace(/\.\d+/, "");
  const links: Links = {};
  for (const folder of new Set(folders.byId.values())) {
    const query = { $select: messageFields, $filter: `receivedDateTime ge ${since}`, $orderby: "receivedDateTime desc" };
    for await (const { messages, unreadable, link } of roundOf(call, `/me/mailFolders/${folder}/messages/delta`, query, firstMax[folder], signal)) {
      yield { ...empty, mails: mailsOf(messages, folders), unreadable: unreadableOf(unreadable) };
      if (link !== null) links[folder] = link;
    }
  }
  yield { ...empty, cursor: JSON.stringify(links) };
};

const readLinks = (cursor: string): Links => {
  try {
    return CursorSchema.parse(JSON.parse(cursor));
  } catch {
    throw new AppError("integrations/cursor-expired", { message: "the cursor can't be read" });
  }
};

/** All of a round before anything is said: a mail that leaves one folder comes into another. */
const news = async function* (call: MailCall, cursor: string, signal: AbortSignal): AsyncGenerator<MailPage> {
  const links = { ...readLinks(cursor) };
  const whole = new Map<string, GraphMessage>();
  const partly = new Set<string>();
  let unreadable = 0;
  for (const folder of mirroredFolders) {
    const before = links[folder];
    if (before === undefined) continue;
    for await (const told of roundOf(call, before, undefined, Infinity, signal)) {
      for (const message of told.messages) {
        if (message["@removed"] === undefined && isWhole(message)) whole.set(message.id, message);
        else partly.add(message.id);
      }
      unreadable += told.unreadable;
      if (told.link !== null) links[folder] = told.link;
    }
  }
  if (whole.size + partly.size > 0) {
    const folders = await listFolders(call, signal);
    const ids = [...partly].filter((id) => !whole.has(id));
    const removed: string[] = [];
    for (let at = 0; at < ids.length; at += atOnce) {
      const some = ids.slice(at, at + atOnce);
      const messages = await Promise.all(some.map((id) => fetchMessage(call, id, signal)));
      for (const [n, id] of some.entries()) {
        const message = messages[n] ?? null;
        if (message === null) removed.push(id);
        else whole.set(id, message);
      }
    }
    const messages = [...whole.values()];
    const hidden = messages.filter((message) => marksOf(message, folders) === null).map(({ id }) => id);
    yield { ...empty, mails: mailsOf(messages, folders), removed: [...removed, ...hidden], unreadable: unreadableOf(unreadable) };
  }
  yield { ...empty, cursor: JSON.stringify(links) };
};

/** As `MailPort.changes`. */
export const mailChanges = (call: MailCall, cursor: string | null, signal: AbortSignal): AsyncGenerator<MailPage> =>
  cursor === null ? firstRead(call, signal) : news(call, cursor, signal);
