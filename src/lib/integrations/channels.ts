/**
 * Providers that tell of news by calling this server (Google's watch channels). They can only where this server has a public https address;
 * what a call says is believed in nothing but that something may be new, and only when it brings the secret that was given for it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { publicOrigin } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { isLoopbackHost } from "@/lib/http/same-origin";
import { enqueue } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { findConnectionOfChannel, isToldOf, listChannels, listUntoldCalendars, saveChannel, type ChannelPlace } from "@/lib/queries/channels";
import type { StoredConnection } from "@/lib/queries/connections";
import { authSecret } from "@/lib/secrets";
import { noticePath, type CalendarPort } from "./contracts";
import { calendarPortOf } from "./ports";
import { syncOrder } from "./sync-order";

/** A channel is asked for anew when it has less than this left. */
const marginMs = 24 * 60 * 60_000;
/** What was refused is asked for again a day later: the margin counts here, too. */
const refusedForMs = marginMs + 24 * 60 * 60_000;
/** What isn't an answer to the question. */
const passing: ReadonlySet<string> = new Set(["integrations/unreachable", "integrations/quota", "integrations/reconnect"]);
const openedAtOnce = 50;
const closeMaxMs = 10_000;

/** Made from our own secret, so that none lies in the database. */
const secretOf = (channelId: string): string => createHmac("sha256", authSecret()).update(`perin calendar channel ${channelId}`).digest("base64url");

/** Where calls come in; null where nobody could call. */
const noticeAddress = (): string | null => {
  const origin = new URL(publicOrigin());
  return origin.protocol === "https:" && !isLoopbackHost(origin.hostname) ? `${origin.origin}${noticePath}` : null;
};

type Opener = Required<Pick<CalendarPort, "openChannel" | "closeChannel">>;

const open = async (
  { openChannel, closeChannel }: Opener,
  { calendarId, sourceId, channel }: ChannelPlace,
  address: string,
  signal: AbortSignal,
): Promise<void> => {
  const id = newId();
  const opened = await openChannel(sourceId, { id, secret: secretOf(id), address }, { signal });
  await saveChannel(calendarId, { id, resource: opened.resource }, new Date(opened.until));
  if (channel !== null) await closeChannel(channel, { signal }).catch(() => undefined);
};

/** Asks to be told of each calendar of the account, where that can be. True when all are: then the account is asked less often. Never fails. */
export const keepChannels = async (row: StoredConnection, signal: AbortSignal): Promise<boolean> => {
  const address = noticeAddress();
  const port = calendarPortOf(row);
  if (address === null || port?.openChannel === undefined || port.closeChannel === undefined) return false;
  const opener = { openChannel: port.openChannel, closeChannel: port.closeChannel };
  try {
    for (const place of await listUntoldCalendars(row.id, marginMs, openedAtOnce))
      try {
        await open(opener, place, address, signal);
      } catch (error) {
        if (signal.aborted || (isAppError(error) && passing.has(error.code))) throw error;
        await saveChannel(place.calendarId, null, new Date(Date.now() + refusedForMs));
      }
    return await isToldOf(row.id);
  } catch (error) {
    logger.info("a provider can't be asked to tell of news now", { provider: row.type, code: isAppError(error) ? error.code : "unforeseen" });
    return false;
  }
};

/** Asks the provider to tell no more. What it tells all the same finds nobody. Never fails. */
export const closeChannels = async (row: StoredConnection): Promise<void> => {
  const port = row.state === "reconnect" ? null : calendarPortOf(row);
  if (port?.closeChannel === undefined) return;
  const signal = AbortSignal.timeout(closeMaxMs);
  for (const channel of await listChannels(row.id)) await port.closeChannel(channel, { signal }).catch(() => undefined);
};

export interface Notice {
  readonly channelId: string | null;
  readonly secret: string | null;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A provider says that something may be new. One that doesn't know the channel's secret isn't heard; nobody is told which. */
export const hearNotice = async ({ channelId, secret }: Notice): Promise<void> => {
  if (channelId === null || secret === null || !uuid.test(channelId)) return;
  const [told, known] = [Buffer.from(secret), Buffer.from(secretOf(channelId.toLowerCase()))];
  if (told.length !== known.length || !timingSafeEqual(told, known)) return;
  const found = await findConnectionOfChannel(channelId);
  if (found !== null) await enqueue(syncOrder, found, { singletonKey: found.connectionId });
};
