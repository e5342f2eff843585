/** Memories as a document a person can read and take along. */
import type { Memory } from "../contracts";

const day = (instant: string, zone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

const marksOf = (memory: Memory, zone: string): string =>
  [
    `kept on ${day(memory.createdAt, zone)}`,
    ...(memory.pinned ? ["pinned"] : []),
    ...(memory.visitors ? ["visitors' conversations may use it"] : []),
    ...(memory.expiresAt === null ? [] : [`until ${day(memory.expiresAt, zone)}`]),
  ].join(", ");

/** Markdown, one list item each; a line break inside a memory stays inside its item. */
export const memoriesAsMarkdown = (memories: readonly Memory[], zone: string): string =>
  `# What Perin keeps\n\n${memories.map((memory) => `- ${memory.text.replace(/\n/g, "\n  ")}\n  *(${marksOf(memory, zone)})*`).join("\n")}\n`;
