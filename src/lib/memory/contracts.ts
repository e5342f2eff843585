/** The words of the memory room: what an owner asked Perin to keep. Pure and browser-safe. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { UndoSchema } from "@/lib/identity/contracts";

const InstantSchema = z.iso.datetime({ offset: true });

/** Longest memory in characters: a thought, not a document. */
export const memoryTextMax = 2_000;

export const MemorySchema = z.object({
  id: z.uuid(),
  text: z.string().min(1).max(memoryTextMax),
  pinned: z.boolean(),
  /** Conversations with visitors may use it. */
  visitors: z.boolean(),
  /** Where it was said; null when it was written on the page or the conversation is gone. */
  conversationId: z.uuid().nullable(),
  messageId: z.string().nullable(),
  /** From then on it is neither shown nor used. */
  expiresAt: InstantSchema.nullable(),
  version: z.number().int(),
  createdAt: InstantSchema,
});
export type Memory = z.infer<typeof MemorySchema>;

const TextSchema = z.string().trim().min(1, "Write what should be kept").max(memoryTextMax, "Keep it under 2,000 characters");

export const SaveMemoryInputSchema = z.strictObject({
  text: TextSchema,
  pinned: z.boolean().optional(),
  visitors: z.boolean().optional(),
  expiresAt: InstantSchema.nullish(),
});
export type SaveMemoryInput = z.input<typeof SaveMemoryInputSchema>;

export const listMemoriesEndpoint = endpoint({
  method: "get",
  path: "/api/memories",
  summary: "List what Perin keeps, pinned first, newest first; with `query` the best matches first",
  auth: "session",
  input: z.strictObject({
    query: z.string().max(500).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ memories: z.array(MemorySchema), nextCursor: z.string().nullable() }),
});
export const createMemoryEndpoint = endpoint({
  method: "post",
  path: "/api/memories",
  summary: "Keep something",
  auth: "session",
  input: SaveMemoryInputSchema,
  output: z.object({ memory: MemorySchema, undo: UndoSchema }),
});
export const updateMemoryEndpoint = endpoint({
  method: "patch",
  path: "/api/memories/{memoryId}",
  summary: "Change what is kept, pin it, let it expire, or let visitors' conversations use it",
  auth: "session",
  input: SaveMemoryInputSchema.partial().extend({ memoryId: z.uuid(), version: z.number().int() }),
  output: z.object({ memory: MemorySchema, undo: UndoSchema }),
});
export const deleteMemoryEndpoint = endpoint({
  method: "delete",
  path: "/api/memories/{memoryId}",
  summary: "Forget something; it can be taken back for a day",
  auth: "session",
  input: z.strictObject({ memoryId: z.uuid() }),
  output: z.object({ deleted: z.literal(true), undo: UndoSchema }),
});
export const exportMemoriesEndpoint = endpoint({
  method: "get",
  path: "/api/memories/export",
  summary: "Everything Perin keeps, as one file of Markdown or JSON",
  auth: "session",
  input: z.strictObject({ format: z.enum(["markdown", "json"]).default("markdown") }),
  output: z.unknown(),
});
