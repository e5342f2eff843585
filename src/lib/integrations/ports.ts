/** From a connection to what can be done with it. */
import { findConnectionRow, listConnectionRows, type StoredConnection } from "@/lib/queries/connections";
import { accessTo } from "./access";
import type { CalendarPort, MailPort, MirroredConnection } from "./contracts";
import { builtinMailbox } from "./providers/builtin/mailbox";
import { providers } from "./providers/registry";
import { typeOf } from "./stored-connection";

export const mirrored = (row: StoredConnection): MirroredConnection | null => {
  const provider = typeOf(row.type);
  return provider === null ? null : { id: row.id, userId: row.userId, provider, account: row.account, color: row.color };
};

export const calendarPortOf = (row: StoredConnection): CalendarPort | null => {
  const type = typeOf(row.type);
  return type === null ? null : (providers[type].calendar?.(accessTo(row)) ?? null);
};

export const mailPortOf = (row: StoredConnection): MailPort | null => {
  const type = typeOf(row.type);
  return type === null ? null : (providers[type].mail?.(accessTo(row)) ?? null);
};

/** The calendars of one connected account; null when it is gone, waits for its owner, or has none. */
export const openCalendars = async (userId: string, connectionId: string): Promise<CalendarPort | null> => {
  const row = await findConnectionRow(userId, connectionId);
  return row === null || row.state === "reconnect" ? null : calendarPortOf(row);
};

/** An outside account that mail is sent from. */
export interface MailAccount {
  readonly connectionId: string;
  readonly provider: string;
  readonly email: string;
}

const mailAccountOf = (row: StoredConnection | null): MailAccount | null =>
  row === null || mailPortOf(row) === null ? null : { connectionId: row.id, provider: row.type, email: row.account };

/** Null for the built-in mailbox, and for an account that is gone. */
export const findMailAccount = async (userId: string, connectionId: string | null): Promise<MailAccount | null> =>
  connectionId === null ? null : mailAccountOf(await findConnectionRow(userId, connectionId));

/** The account that the owner chose for new mails; null: the built-in mailbox. */
export const findWritingMailAccount = async (userId: string): Promise<MailAccount | null> => {
  const chosen = (await listConnectionRows(userId)).find((row) => row.writesHere && row.state !== "reconnect" && mailPortOf(row) !== null);
  return mailAccountOf(chosen ?? null);
};

export interface OpenMailAccount {
  readonly connection: MirroredConnection;
  readonly mailbox: MailPort;
}

/** Every connected account with mail that can be asked right now. */
export const listMailAccounts = async (userId: string): Promise<OpenMailAccount[]> =>
  (await listConnectionRows(userId)).flatMap((row) => {
    const [connection, mailbox] = [mirrored(row), row.state === "reconnect" ? null : mailPortOf(row)];
    return connection === null || mailbox === null ? [] : [{ connection, mailbox }];
  });

/** The mailbox of this server, which every owner has. */
export const ownMailbox = (): MailPort => builtinMailbox;

/** The mailbox of one connected account; the built-in one for null. Null when it is gone, waits for its owner, or has none. */
export const openMailbox = async (userId: string, connectionId: string | null): Promise<MailPort | null> => {
  if (connectionId === null) return builtinMailbox;
  const row = await findConnectionRow(userId, connectionId);
  return row === null || row.state === "reconnect" ? null : mailPortOf(row);
};
