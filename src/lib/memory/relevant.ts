/** What may matter for a question: chosen by the database, so that only that reaches a model. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { searchMemoryRows } from "@/lib/queries/memories";
import type { Memory } from "./contracts";
import { searchWords } from "./core/search-words";

/** More than these would be noise, and cost tokens. */
const relevantMax = 6;

/** The memories that share words with a question, best first; for a visitor's conversation only those that the owner has let be used there. */
export const findRelevantMemories = async (
  actor: Actor,
  question: string,
  { forVisitors = false, limit = relevantMax }: { readonly forVisitors?: boolean; readonly limit?: number } = {},
): Promise<Memory[]> => {
  requireScope(actor, "memory:read");
  return searchMemoryRows(actor.userId, { words: searchWords(question), forVisitors, now: new Date().toISOString(), limit });
};
