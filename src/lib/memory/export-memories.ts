/** Everything that is kept, as one file. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { listMemoryRows } from "@/lib/queries/memories";
import type { Memory } from "./contracts";
import { memoriesAsMarkdown } from "./core/memories-as-text";

const pageSize = 500;

const allMemories = async (userId: string): Promise<Memory[]> => {
  const all: Memory[] = [];
  const now = new Date().toISOString();
  for (;;) {
    const page = await listMemoryRows(userId, { after: all.at(-1) ?? null, now, limit: pageSize });
    all.push(...page);
    if (page.length < pageSize) return all;
  }
};

/** Name, type and text of the file. */
export const exportMemories = async (
  actor: Actor,
  { format }: { readonly format: "markdown" | "json" },
): Promise<{ readonly name: string; readonly type: string; readonly text: string }> => {
  requireScope(actor, "memory:read");
  const [memories, { zone }] = await Promise.all([allMemories(actor.userId), findProfile(actor)]);
  if (format === "json") return { name: "memories.json", type: "application/json", text: JSON.stringify(memories, null, 2) };
  return { name: "memories.md", type: "text/markdown; charset=utf-8", text: memoriesAsMarkdown(memories, zone) };
};
