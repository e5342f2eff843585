/** Keeping, changing, forgetting and listing memories. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { toIssues } from "@/lib/http/read-input";
import type { Actor, Undo } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { findLatestOwnWords, findMemoryRow, listMemoryRows, lockMemoryRow, searchMemoryRows } from "@/lib/queries/memories";
import { transaction } from "@/lib/queries/transaction";
import { listMemoriesEndpoint, SaveMemoryInputSchema, updateMemoryEndpoint, type Memory, type SaveMemoryInput } from "./contracts";
import { readPlace, writePlace } from "./core/place";
import { searchWords } from "./core/search-words";
import { excerpt, writeMemoryChange } from "./write-change";

const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("request/invalid", { issues: toIssues(parsed.error) });
};

/** The trail tells that something was kept and how it may be used, never what it says: a memory that was forgotten is forgotten there too. */
const traced = ({ pinned, visitors, expiresAt, version }: Memory): object => ({ pinned, visitors, expiresAt, version });

const iso = (instant: string | null | undefined): string | null => (instant ? new Date(instant).toISOString() : null);

const sourceOf = async (userId: string, conversationId: string | null): Promise<Pick<Memory, "conversationId" | "messageId">> => {
  const said = conversationId === null ? null : await findLatestOwnWords(userId, conversationId);
  return said === null ? { conversationId: null, messageId: null } : { conversationId, messageId: said.id };
};

export interface Kept {
  readonly memory: Memory;
  readonly undo: Undo;
}

/** Keeps something; `conversationId` says where it was said. Errors: request/invalid. */
export const createMemory = async (
  actor: Actor,
  input: SaveMemoryInput,
  { conversationId = null }: { readonly conversationId?: string | null } = {},
): Promise<Kept> => {
  requireScope(actor, "memory:write");
  const { text, pinned = false, visitors = false, expiresAt } = parse(SaveMemoryInputSchema, input);
  return transaction(async () => {
    const nowMs = Date.now();
    const memory: Memory = {
      id: newId(),
      text,
      pinned,
      visitors,
      ...(await sourceOf(actor.userId, conversationId)),
      expiresAt: iso(expiresAt),
      version: 1,
      createdAt: new Date(nowMs).toISOString(),
    };
    const undo = await writeMemoryChange(actor.userId, "memory.create", `“${excerpt(text)}” was kept in mind`, { before: null, after: memory }, nowMs);
    await recordAudit(actor, { action: "memory.create", subjectId: memory.id, after: traced(memory) });
    return { memory, undo };
  });
};

const held = async (userId: string, memoryId: string): Promise<Memory> => {
  const found = await lockMemoryRow(userId, memoryId);
  if (found === null) throw new AppError("memory/not-found");
  return found;
};

/** Changes the fields given. Errors: memory/not-found, memory/version-conflict (as it is now in `details.current`), request/invalid. */
export const updateMemory = async (actor: Actor, input: z.input<typeof updateMemoryEndpoint.input>): Promise<Kept> => {
  requireScope(actor, "memory:write");
  const { memoryId, version, text, pinned, visitors, expiresAt } = parse(updateMemoryEndpoint.input, input);
  return transaction(async () => {
    const before = await held(actor.userId, memoryId);
    if (before.version !== version) throw new AppError("memory/version-conflict", { details: { current: before } });
    const after: Memory = {
      ...before,
      text: text ?? before.text,
      pinned: pinned ?? before.pinned,
      visitors: visitors ?? before.visitors,
      expiresAt: expiresAt === undefined ? before.expiresAt : iso(expiresAt),
      version: before.version + 1,
    };
    const undo = await writeMemoryChange(actor.userId, "memory.update", `“${excerpt(after.text)}” was changed`, { before, after }, Date.now());
    await recordAudit(actor, { action: "memory.update", subjectId: memoryId, before: traced(before), after: traced(after) });
    return { memory: after, undo };
  });
};

/** Forgets. The text stays for a day, for taking it back, and nowhere else. Errors: memory/not-found. */
export const deleteMemory = async (actor: Actor, { memoryId }: { readonly memoryId: string }): Promise<{ deleted: true; memory: Memory; undo: Undo }> => {
  requireScope(actor, "memory:write");
  return transaction(async () => {
    const before = await held(actor.userId, memoryId);
    const undo = await writeMemoryChange(actor.userId, "memory.delete", `“${excerpt(before.text)}” was forgotten`, { before, after: null }, Date.now());
    await recordAudit(actor, { action: "memory.delete", subjectId: memoryId, before: traced(before) });
    return { deleted: true as const, memory: before, undo };
  });
};

/** Errors: memory/not-found. */
export const getMemory = async (actor: Actor, { memoryId }: { readonly memoryId: string }): Promise<Memory> => {
  requireScope(actor, "memory:read");
  const found = await findMemoryRow(actor.userId, memoryId);
  if (found === null) throw new AppError("memory/not-found");
  return found;
};

const badCursor = (): AppError => new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "Send back the cursor of the page before" }] });

/** Pinned first, newest first, page by page; with `query` the best matches, at most a page. Expired ones aren't shown. */
export const listMemories = async (
  actor: Actor,
  input: z.input<typeof listMemoriesEndpoint.input> = {},
): Promise<z.output<typeof listMemoriesEndpoint.output>> => {
  requireScope(actor, "memory:read");
  const { query = "", cursor, limit } = parse(listMemoriesEndpoint.input, input);
  const now = new Date().toISOString();
  if (query.trim() !== "")
    return { memories: await searchMemoryRows(actor.userId, { words: searchWords(query), forVisitors: false, now, limit }), nextCursor: null };
  const after = cursor === undefined ? null : readPlace(cursor);
  if (cursor !== undefined && after === null) throw badCursor();
  const rows = await listMemoryRows(actor.userId, { after, now, limit: limit + 1 });
  const memories = rows.slice(0, limit);
  const last = memories.at(-1);
  return { memories, nextCursor: rows.length > limit && last !== undefined ? writePlace(last) : null };
};
