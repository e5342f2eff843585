/** Everything that is kept, as one file: page by page, so that nothing is held that isn't being written. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { listMemoryRows, listMemorySources } from "@/lib/queries/memories";
import type { Memory } from "./contracts";
import { memoriesHeading, memoryAsMarkdown } from "./core/memories-as-text";

const pageSize = 500;

async function* pagesOf(userId: string): AsyncGenerator<readonly Memory[]> {
  const now = new Date().toISOString();
  let after: Memory | null = null;
  for (;;) {
    const page: Memory[] = await listMemoryRows(userId, { after, now, limit: pageSize });
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = page.at(-1) ?? null;
  }
}

/** To read: with where each came from. */
export async function* memoryPieces(actor: Actor): AsyncGenerator<string> {
  requireScope(actor, "memory:read");
  const { zone } = await findProfile(actor);
  yield memoriesHeading;
  for await (const page of pagesOf(actor.userId)) {
    const sources = new Map(
      (
        await listMemorySources(
          actor.userId,
          page.map(({ id }) => id),
        )
      ).map((source) => [source.id, source]),
    );
    for (const memory of page) yield memoryAsMarkdown(memory, sources.get(memory.id), zone);
  }
}

/** Name, type and text of the file. */
export const exportMemories = async (
  actor: Actor,
  { format }: { readonly format: "markdown" | "json" },
): Promise<{ readonly name: string; readonly type: string; readonly text: string }> => {
  requireScope(actor, "memory:read");
  if (format === "json") {
    const memories: Memory[] = [];
    for await (const page of pagesOf(actor.userId)) memories.push(...page);
    return { name: "memories.json", type: "application/json", text: JSON.stringify(memories, null, 2) };
  }
  let text = "";
  for await (const piece of memoryPieces(actor)) text += piece;
  return { name: "memories.md", type: "text/markdown; charset=utf-8", text };
};
