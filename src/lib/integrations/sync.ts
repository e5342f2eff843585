/** Reading an account up to date, page by page: one process at a time, resumable, and as much work as there is news. */
import { AppError, isAppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { enqueue } from "@/lib/jobs";
import { claimSync, failSync, finishSync, listDueConnections, noteProgress, saveUnreadable, type StoredConnection } from "@/lib/queries/connections";
import { needsReconnect } from "./access";
import { keepChannels } from "./channels";
import type { CalendarPort, CalendarSink, CalendarToRead, MailPort, MailSink, MirroredConnection, Unreadable } from "./contracts";
import { againInMs } from "./core/connection-status";
import { calendarPortOf, mailPortOf, mirrored } from "./ports";
import { providers } from "./providers/registry";
import { syncOrder, type SyncOrder } from "./sync-order";

export interface Sinks {
  readonly calendars: CalendarSink;
  readonly mails: MailSink;
}

const leaseMs = 120_000;
/** How often an account is asked that tells of its news by itself: a call may get lost. */
const toldMinutes = 15;
const dueMax = 200;

/** Counts along, holds the claim, and ends when the account was disconnected meanwhile. */
class Progress {
  done = 0;
  readonly #id: string;
  readonly #signal: AbortSignal;
  constructor(id: string, signal: AbortSignal) {
    this.#id = id;
    this.#signal = signal;
  }
  async note(touched: number, all: number | null): Promise<void> {
    this.done += touched;
    this.#signal.throwIfAborted();
    if (!(await noteProgress(this.#id, leaseMs, this.done, all))) throw new AppError("integrations/not-found");
  }
}

interface Run {
  readonly connection: MirroredConnection;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What couldn't be read, and whether all was asked for. */
  readonly left: { unreadable: Unreadable[]; whole: boolean };
}

const unreadableMax = 50;

const readCalendar = async (run: Run, port: CalendarPort, sink: CalendarSink, calendar: CalendarToRead): Promise<void> => {
  const { connection, signal, progress } = run;
  const take = sink.reader(connection, calendar);
  for await (const page of port.changes(calendar.sourceId, calendar.cursor, { signal })) {
    await progress.note(await take(page), null);
    if (page.unreadable.length > 0) logger.info("events were left out", { connectionId: connection.id, count: page.unreadable.length });
    if (run.left.unreadable.length < unreadableMax) run.left.unreadable.push(...page.unreadable);
  }
};

const readCalendars = async (run: Run, port: CalendarPort, sink: CalendarSink): Promise<void> => {
  for (const calendar of await sink.lineUp(run.connection, await port.calendars({ signal: run.signal })))
    try {
      await readCalendar(run, port, sink, calendar);
      if (calendar.cursor !== null) run.left.whole = false;
    } catch (error) {
      if (!isAppError(error) || error.code !== "integrations/cursor-expired" || calendar.cursor === null) throw error;
      await readCalendar(run, port, sink, { ...calendar, cursor: null });
    }
};

/** What is known to be left out: of a whole reading what it met, else that and what was known before. */
const noteUnreadable = async (row: StoredConnection, { unreadable, whole }: Run["left"]): Promise<void> => {
  const all = [...unreadable, ...(whole ? [] : row.unreadable)];
  const unique = [...new Map(all.map(({ what, reason }) => [`${what}\n${reason}`, { what: what.slice(0, 200), reason: reason.slice(0, 300) }])).values()];
  if (unique.length > 0 || row.unreadable.length > 0) await saveUnreadable(row.id, unique.slice(0, unreadableMax));
};

type MailRun = Pick<Run, "connection" | "signal" | "progress">;

const readMails = async ({ connection, signal, progress }: MailRun, port: MailPort, sink: MailSink, cursor: string | null): Promise<void> => {
  try {
    for await (const page of port.changes(cursor, { signal })) await progress.note(await sink.take(connection, page, { first: cursor === null }), page.total);
  } catch (error) {
    if (!isAppError(error) || error.code !== "integrations/cursor-expired" || cursor === null) throw error;
    await readMails({ connection, signal, progress }, port, sink, null);
  }
};

const readAll = async (row: StoredConnection, connection: MirroredConnection, sinks: Sinks, signal: AbortSignal): Promise<void> => {
  const run: Run = { connection, signal, progress: new Progress(row.id, signal), left: { unreadable: [], whole: true } };
  const calendars = calendarPortOf(row);
  if (calendars !== null) {
    await readCalendars(run, calendars, sinks.calendars);
    await noteUnreadable(row, run.left);
  }
  const mailbox = mailPortOf(row);
  if (mailbox !== null) await readMails(run, mailbox, sinks.mails, row.mailCursor);
};

const failed = async (row: StoredConnection, error: unknown): Promise<void> => {
  const known = isAppError(error) ? error : null;
  if (known?.code === "integrations/not-found") return;
  logger.warn("an account wasn't synced", {
    connectionId: row.id,
    provider: row.type,
    code: known?.code ?? "unforeseen",
    ...(known === null ? { error } : {}),
  });
  if (known?.code === "integrations/reconnect" || known?.code === "integrations/credentials-refused") return needsReconnect(row, known.code);
  const code = known === null || known.code.startsWith("resilience/") ? "integrations/unreachable" : known.code;
  await failSync(row.id, code, againInMs(row.failures, known?.retryAfterSeconds));
};

/** Reads one account up to date. False when somebody else is at it, it is gone, or it waits for its owner. What goes wrong stands in its row. */
export const syncConnection = async ({ userId, connectionId }: SyncOrder, sinks: Sinks, signal: AbortSignal): Promise<boolean> => {
  const row = await claimSync(userId, connectionId, leaseMs);
  const connection = row === null ? null : mirrored(row);
  if (row === null || connection === null) return false;
  try {
    await readAll(row, connection, sinks, signal);
    const told = await keepChannels(row, signal);
    await finishSync(row.id, Math.max(told ? toldMinutes : 0, providers[connection.provider].manifest.everyMinutes) * 60_000);
  } catch (error) {
    await failed(row, error);
  }
  return true;
};

/** Orders a sync of every account whose turn it is. */
export const orderDueSyncs = async (): Promise<void> => {
  for (const { id, userId } of await listDueConnections(dueMax)) await enqueue(syncOrder, { userId, connectionId: id }, { singletonKey: id });
};
