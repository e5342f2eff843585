/** Everything of an owner in one archive: rows as JSON, calendars as iCalendar, conversations and memories to read. */
import { calendarPieces } from "@/lib/calendar-files/service";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { memoryPieces } from "@/lib/memory/service";
import { recordAudit } from "@/lib/queries/audit";
import { listCalendarNames, listMessagesToExport, listOwnedRows, listOwnedTables, type OwnedTable, type SaidMessage } from "@/lib/queries/owner-data";
import { transaction } from "@/lib/queries/transaction";
import { taskPieces } from "@/lib/tasks/service";
import { archiveOf, type ArchiveFile } from "./archive";
import { uniqueNames } from "./core/file-names";

const pageSize = 500;
/** Rows differ: a mail with its HTML is as large as a thousand others. About this much is read at once, in characters. */
const pageText = 1_000_000;
const firstPage = 50;

async function* jsonOf(table: OwnedTable, userId: string): AsyncGenerator<string> {
  yield "[";
  let after: readonly string[] | null = null;
  let first = true;
  let limit = firstPage;
  do {
    const page = await listOwnedRows(table, userId, after, limit);
    let length = 1;
    for (const row of page.rows) {
      const text = JSON.stringify(row);
      length += text.length;
      yield `${first ? "\n" : ",\n"}${text}`;
      first = false;
    }
    limit = Math.max(1, Math.min(pageSize, Math.floor((page.rows.length * pageText) / length)));
    ({ after } = page);
  } while (after !== null);
  yield "\n]\n";
}

const said = ({ role, body, createdAt }: SaidMessage, zone: string, delegate: string): string => {
  const at = Temporal.Instant.from(createdAt).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
  return `**${role === "user" ? "You" : delegate}** (${at})\n\n${body.trim() === "" ? "*(without words)*" : body.trim()}\n\n`;
};

interface OpenFile {
  readonly id: string;
  readonly name: string;
  readonly text: string[];
}

async function* conversationFiles(userId: string, zone: string, delegate: string): AsyncGenerator<ArchiveFile> {
  const nameFor = uniqueNames();
  let open: OpenFile | undefined;
  let after: SaidMessage | null = null;
  for (;;) {
    const messages: SaidMessage[] = await listMessagesToExport(userId, after, pageSize);
    for (const message of messages) {
      if (open?.id !== message.conversationId) {
        if (open !== undefined) yield { name: open.name, text: open.text };
        const day = message.createdAt.slice(0, 10);
        open = { id: message.conversationId, name: nameFor("conversations", `${day} ${message.title}`, "md"), text: [`# ${message.title}\n\n`] };
      }
      open.text.push(said(message, zone, delegate));
    }
    after = messages.at(-1) ?? null;
    if (messages.length < pageSize) break;
  }
  if (open !== undefined) yield { name: open.name, text: open.text };
}

const readme = (tables: readonly OwnedTable[]): string =>
  [
    "This archive holds everything the server keeps of your account.",
    "",
    "calendars/       one file per calendar, and one with your to-dos; any calendar program reads them",
    "conversations/   what was said, to read",
    "memories.md      what is kept about you, to read",
    "data/            every row of yours, one file per table, as JSON",
    "",
    "Left out, because whoever found this file could use them: passwords, tokens, keys and other secrets.",
    ...tables.flatMap(({ name, secret }) => (secret.length > 0 ? [`  ${name}: ${secret.join(", ")}`] : [])),
    "  verification: codes that are waiting to be used",
    "",
  ].join("\n");

async function* filesOf(actor: Actor, nowYear: number): AsyncGenerator<ArchiveFile> {
  const { userId } = actor;
  const [profile, tables, calendars] = [await findProfile(actor), await listOwnedTables(), await listCalendarNames(userId)];
  yield { name: "README.txt", text: [readme(tables)] };
  const nameFor = uniqueNames();
  for (const calendar of calendars) yield { name: nameFor("calendars", calendar.name, "ics"), text: calendarPieces(userId, calendar, nowYear) };
  yield { name: nameFor("calendars", "To-dos", "ics"), text: taskPieces(userId, "To-dos", nowYear) };
  yield { name: "memories.md", text: memoryPieces(actor) };
  yield* conversationFiles(userId, profile.zone, profile.delegateName);
  for (const table of tables) yield { name: `data/${table.name}.json`, text: jsonOf(table, userId) };
}

/** The archive as a stream, with a name that says the day. */
export const exportData = async (actor: Actor): Promise<{ readonly name: string; readonly stream: ReadableStream<Uint8Array> }> => {
  requireScope(actor, "settings");
  await transaction(() => recordAudit(actor, { action: "account.export", subjectId: actor.userId }));
  const nowMs = Date.now();
  const day = Temporal.Instant.fromEpochMilliseconds(nowMs).toString().slice(0, 10);
  return { name: `perin-${day}.zip`, stream: archiveOf(filesOf(actor, Number(day.slice(0, 4))), nowMs) };
};
