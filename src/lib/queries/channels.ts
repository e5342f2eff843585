/** Channels: where a provider tells of a mirrored calendar's news by calling. Found by the connection, or by the name that a call brings. */
import { query } from "@/lib/db";

export interface OpenChannel {
  readonly id: string;
  /** The provider's own name for it. */
  readonly resource: string;
}

export interface ChannelPlace {
  readonly calendarId: string;
  readonly sourceId: string;
  /** The one that is about to end; null when there is none. */
  readonly channel: OpenChannel | null;
}

interface Row {
  readonly calendarId: string;
  readonly sourceId: string;
  readonly channelId: string | null;
  readonly resource: string | null;
}

const placeOf = ({ calendarId, sourceId, channelId, resource }: Row): ChannelPlace => ({
  calendarId,
  sourceId,
  channel: channelId === null || resource === null ? null : { id: channelId, resource },
});

const columns = 'id AS "calendarId", source_id AS "sourceId", channel_id AS "channelId", channel_resource AS resource';

/** Calendars of an account that nobody tells of, or not for that much longer. */
export const listUntoldCalendars = async (connectionId: string, marginMs: number, limit: number): Promise<ChannelPlace[]> =>
  (
    await query<Row>(
      `SELECT ${columns} FROM calendars WHERE connection_id = $1 AND (channel_until IS NULL OR channel_until < now() + $2 * interval '1 millisecond') ORDER BY id LIMIT $3`,
      [connectionId, marginMs, limit],
    )
  ).rows.map(placeOf);

/** Is each calendar of the account told of? */
export const isToldOf = async (connectionId: string): Promise<boolean> =>
  (
    await query<{ told: boolean }>(
      "SELECT count(*) > 0 AND bool_and(channel_id IS NOT NULL AND channel_until > now()) AS told FROM calendars WHERE connection_id = $1",
      [connectionId],
    )
  ).rows[0]?.told === true;

/** Without a channel: not to be asked for before `until`. */
export const saveChannel = async (calendarId: string, channel: OpenChannel | null, until: Date): Promise<void> => {
  await query("UPDATE calendars SET channel_id = $2, channel_resource = $3, channel_until = $4 WHERE id = $1", [
    calendarId,
    channel?.id ?? null,
    channel?.resource ?? null,
    until,
  ]);
};

export const listChannels = async (connectionId: string): Promise<OpenChannel[]> =>
  (await query<Row>(`SELECT ${columns} FROM calendars WHERE connection_id = $1 AND channel_id IS NOT NULL`, [connectionId])).rows.flatMap((row) => {
    const { channel } = placeOf(row);
    return channel === null ? [] : [channel];
  });

/** The account whose calendar a channel tells of; null when there is none, or it can't be used. */
export const findConnectionOfChannel = async (channelId: string): Promise<{ connectionId: string; userId: string } | null> =>
  (
    await query<{ connectionId: string; userId: string }>(
      `SELECT k.connection_id AS "connectionId", k.user_id AS "userId" FROM calendars k JOIN user_integrations i ON i.id = k.connection_id
        WHERE k.channel_id = $1 AND i.is_active AND i.state <> 'reconnect'`,
      [channelId],
    )
  ).rows[0] ?? null;
