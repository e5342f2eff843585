/** Memories as a document a person can read and take along. */
import type { Memory } from "../contracts";

/** Where it was said. */
export interface MemorySource {
  readonly conversation: string;
  /** An instant; null where the message is gone. */
  readonly saidAt: string | null;
}

const day = (instant: string, zone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

const sourceText = ({ conversation, saidAt }: MemorySource, zone: string): string =>
  `from ${saidAt === null ? "" : `your message of ${day(saidAt, zone)} in `}“${conversation.replace(/\s+/g, " ").replaceAll("*", "\\*")}”`;

const marksOf = (memory: Memory, source: MemorySource | undefined, zone: string): string =>
  [
    `kept on ${day(memory.createdAt, zone)}`,
    ...(source === undefined ? [] : [sourceText(source, zone)]),
    ...(memory.pinned ? ["pinned"] : []),
    ...(memory.visitors ? ["visitors' conversations may use it"] : []),
    ...(memory.expiresAt === null ? [] : [`until ${day(memory.expiresAt, zone)}`]),
  ].join(", ");

export const memoriesHeading = "# What Perin keeps\n\n";

/** One list item of Markdown; a line break inside a memory stays inside its item. */
export const memoryAsMarkdown = (memory: Memory, source: MemorySource | undefined, zone: string): string =>
  `- ${memory.text.replace(/\n/g, "\n  ")}\n  *(${marksOf(memory, source, zone)})*\n`;
