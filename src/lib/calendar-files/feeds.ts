/** Feeds: addresses at which an owner's calendar is read by other programs, until they are taken back. */
import { createHash, randomBytes } from "node:crypto";
import type { z } from "zod";
import { publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import {
  createFeedRow,
  deleteFeedRow,
  feedVersion,
  findFeedByToken,
  listFeedEvents,
  listFeedRows,
  noteFeedRead,
  type StoredFeed,
} from "@/lib/queries/calendar-feeds";
import { findCalendar } from "@/lib/queries/calendars";
import { transaction } from "@/lib/queries/transaction";
import { calendarText, streamOf } from "./calendar-text";
import type { createFeedEndpoint, Feed } from "./contracts";
import { busyOnly } from "./core/busy-only";

const feedsMax = 50;
const dayMs = 86_400_000;
/** What is over for longer than this is of no use to a subscriber. */
const pastDays = 90;
const pageSize = 500;
/** More than any program subscribes to; the rest is left out. */
const eventsMax = 20_000;

/** Of 256 random bits. */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const shown = ({ userId: _userId, ...feed }: StoredFeed): Feed => feed;

export const listFeeds = async (actor: Actor): Promise<{ feeds: Feed[] }> => {
  requireScope(actor, "settings");
  return { feeds: (await listFeedRows(actor.userId)).map(shown) };
};

/** The address is answered here and never again. Errors: scheduling/calendar-not-found, calendar-files/too-many-feeds. */
export const createFeed = (actor: Actor, { name, calendarId, detail }: z.output<typeof createFeedEndpoint.input>): Promise<{ feed: Feed; address: string }> =>
  transaction(async () => {
    requireScope(actor, "settings");
    if (calendarId !== undefined && (await findCalendar(actor.userId, calendarId)) === null) throw new AppError("scheduling/calendar-not-found");
    if ((await listFeedRows(actor.userId)).length >= feedsMax) throw new AppError("calendar-files/too-many-feeds");
    const token = randomBytes(32).toString("base64url");
    const row = await createFeedRow({ id: newId(), userId: actor.userId, calendarId: calendarId ?? null, name, detail }, hashOf(token));
    await recordAudit(actor, { action: "feed.create", subjectId: row.id, after: { name, calendarId: row.calendarId, detail } });
    return { feed: shown(row), address: `${publicOrigin()}/api/feeds/${token}.ics` };
  });

/** Errors: calendar-files/feed-not-found. */
export const revokeFeed = (actor: Actor, { feedId }: { readonly feedId: string }): Promise<{ revoked: true }> =>
  transaction(async () => {
    requireScope(actor, "settings");
    if (!(await deleteFeedRow(actor.userId, feedId))) throw new AppError("calendar-files/feed-not-found");
    await recordAudit(actor, { action: "feed.revoke", subjectId: feedId });
    return { revoked: true as const };
  });

const pagesOf = (feed: StoredFeed, since: string) => {
  let left = eventsMax;
  return async (afterId: string | null) => {
    if (left <= 0) return [];
    const events = await listFeedEvents(feed, { since, afterId, limit: Math.min(pageSize, left) });
    left -= events.length;
    return feed.detail === "busy" ? events.map(busyOnly) : events;
  };
};

export interface FeedAnswer {
  readonly etag: string;
  /** Null: it is what the caller has. */
  readonly stream: ReadableStream<Uint8Array> | null;
}

/** What stands at an address. `known` is the caller's If-None-Match. Errors: calendar-files/feed-not-found, also for one that was taken back. */
export const readFeed = async (token: string, known: string | null, nowMs = Date.now()): Promise<FeedAnswer> => {
  const feed = await findFeedByToken(hashOf(token.replace(/\.ics$/, "")));
  if (feed === null) throw new AppError("calendar-files/feed-not-found");
  await noteFeedRead(feed.id);
  const sinceMs = (Math.floor(nowMs / dayMs) - pastDays) * dayMs;
  const since = new Date(sinceMs).toISOString();
  const version = [feed.id, feed.name, feed.detail, since, await feedVersion(feed, since)].join(" ");
  const etag = `"${createHash("sha256").update(version).digest("base64url").slice(0, 32)}"`;
  const knows = known !== null && known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
  return { etag, stream: knows ? null : streamOf(calendarText(feed.name, new Date(nowMs).getUTCFullYear(), pagesOf(feed, since))) };
};
