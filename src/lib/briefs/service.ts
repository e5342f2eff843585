/** The door of briefs: what today holds, and the daily brief at the owner's hour. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, ownerActor, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { defineJob } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { triageMails } from "@/lib/mail/service";
import { notify } from "@/lib/notifications/service";
import { recordAudit } from "@/lib/queries/audit";
import {
  claimBrief,
  createBriefRow,
  findBriefSettings,
  findUnphrasedBrief,
  listBriefRows,
  listDueBriefs,
  listMovedBriefOwners,
  listOwnersWithoutBriefSettings,
  saveBriefSettings,
  savePhrasing,
} from "@/lib/queries/briefs";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { findFreeTime, listEvents } from "@/lib/scheduling/service";
import { listTasks } from "@/lib/tasks/service";
import { listBriefsEndpoint, type Brief, type BriefSettings, type Today } from "./contracts";
import { composeBrief } from "./core/compose-brief";
import { briefHourCame, nextBriefAt } from "./core/next-brief";
import { dayBounds, readDay } from "./core/read-day";
import { mask, unmask, type Masked, type Sentence } from "./core/sentence";

export interface BriefOptions {
  /** RFC 3339; the clock's when left out. */
  readonly now?: string;
}

const nowOf = ({ now }: BriefOptions): string => Temporal.Instant.from(now ?? Temporal.Now.instant()).toString({ smallestUnit: "millisecond" });

/** Where nobody chose an hour. */
const usualTime = "07:30";
/** How far ahead to look for what is next. */
const lookAheadDays = 7;
/** Shorter gaps are no free time worth speaking of. */
const gapMinutes = 15;
const sweepMax = 200;
/** More mails that want an answer are counted as so many. */
const mailsMax = 50;

const later = (instant: string, hours: number): string => Temporal.Instant.from(instant).add({ hours }).toString();

/** What is next, what is left of today, what is free and what is due. */
export const getToday = async (actor: Actor, options: BriefOptions = {}): Promise<Today> => {
  requireScope(actor, "scheduling:read");
  const now = nowOf(options);
  const { zone } = await findProfile(actor);
  const { start, end } = dayBounds(now, zone);
  const [{ events }, free, { tasks }] = await Promise.all([
    listEvents(actor, { from: start, to: later(end, lookAheadDays * 24), limit: 200 }),
    Temporal.Instant.compare(end, now) > 0 ? findFreeTime(actor, { from: now, to: end, durationMinutes: gapMinutes, limit: 1 }, { now }) : { windows: [] },
    listTasks(actor, { dueBefore: end, limit: 100 }),
  ]);
  return readDay({ now, zone, events, windows: free.windows, tasks });
};

/** Are there working hours on this day? Asked as if the day were empty of notice, from its beginning. */
const worksOn = async (actor: Actor, now: string): Promise<boolean> => {
  const { zone } = await findProfile(actor);
  const { start, end } = dayBounds(now, zone);
  const { windows } = await findFreeTime(actor, { from: start, to: end, durationMinutes: gapMinutes, limit: 1 }, { now: later(start, -24 * 30) });
  return windows.length > 0;
};

/** The sentences a brief would have now. */
export const readBrief = async (actor: Actor, options: BriefOptions = {}): Promise<Sentence[]> => {
  requireScope(actor, "scheduling:read");
  const now = nowOf(options);
  const [{ locale, hourCycle }, today, working, { waiting }] = await Promise.all([
    findProfile(actor),
    getToday(actor, { now }),
    worksOn(actor, now),
    triageMails(actor, { limit: mailsMax }, { now }),
  ]);
  return composeBrief(
    today,
    { locale, hourCycle },
    working,
    waiting.map(({ mail }) => mail),
  );
};

/** Keeps a day's brief in the caller's transaction and lets whoever may phrase it know; false when the day has one. */
const keepBrief = async (userId: string, id: string, day: string, sentences: readonly Sentence[]): Promise<boolean> => {
  const kept = await createBriefRow(userId, { id, day, sentences: sentences.map(({ text }) => text), facts: sentences.map(({ facts }) => facts) });
  if (kept) await createOutboxMessages(userId, [{ id: newId(), topic: "brief.written", payload: { briefId: id } }]);
  return kept;
};

/** A brief as it may be phrased anew: without its facts. Null when it is gone or has been. */
export const maskBrief = async (actor: Actor, { briefId }: { readonly briefId: string }): Promise<Masked | null> => {
  requireScope(actor, "scheduling:read");
  const found = await findUnphrasedBrief(actor.userId, briefId);
  return found === null ? null : mask(found.sentences.map((text, at) => ({ text, facts: found.facts[at] ?? [] })));
};

/** Keeps a phrasing that says each fact once, in order, and nothing that could pass for another. False when it doesn't, or one is kept. */
export const phraseBrief = (actor: Actor, { briefId, phrased }: { readonly briefId: string; readonly phrased: string }): Promise<boolean> =>
  transaction(async () => {
    requireScope(actor, "scheduling:write");
    const masked = await maskBrief(actor, { briefId });
    const said = masked === null ? null : unmask(phrased, masked);
    if (said === null || !(await savePhrasing(actor.userId, briefId, said))) return false;
    await recordAudit(actor, { action: "brief.phrase", subjectId: briefId });
    return true;
  });

/** The daily briefs that were written, newest first. */
export const listBriefs = async (
  actor: Actor,
  input: z.input<typeof listBriefsEndpoint.input> = {},
): Promise<{ briefs: Brief[]; nextCursor: string | null }> => {
  requireScope(actor, "scheduling:read");
  const { cursor = null, limit } = listBriefsEndpoint.input.parse(input);
  const rows = await listBriefRows(actor.userId, cursor, limit + 1);
  const briefs = rows.slice(0, limit);
  return { briefs, nextCursor: rows.length > limit ? (briefs.at(-1)?.day ?? null) : null };
};

export const getBriefSettings = async (actor: Actor): Promise<BriefSettings> => {
  requireScope(actor, "settings");
  const kept = await findBriefSettings(actor.userId);
  return kept === null ? { wanted: true, localTime: usualTime } : { wanted: kept.wanted, localTime: kept.localTime };
};

export const putBriefSettings = (actor: Actor, settings: BriefSettings, options: BriefOptions = {}): Promise<BriefSettings> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const { zone } = await findProfile(actor);
    await saveBriefSettings(actor.userId, { ...settings, nextAt: nextBriefAt(settings.localTime, zone, nowOf(options)) });
    await recordAudit(actor, { action: "brief.choose", subjectId: actor.userId, after: settings });
    return settings;
  });

/** Writes an owner's brief if it is due and nobody has. True when this call wrote it. */
export const writeBrief = async (userId: string, options: BriefOptions = {}): Promise<boolean> => {
  const actor = ownerActor(userId, "system");
  const now = nowOf(options);
  const { zone } = await findProfile(actor);
  const sentences = await readBrief(actor, { now });
  return transaction(async () => {
    requireScope(actor, "scheduling:read");
    const settings = await findBriefSettings(userId);
    if (settings === null || !(await claimBrief(userId, now, nextBriefAt(settings.localTime, zone, now)))) return false;
    if (!briefHourCame(settings.localTime, zone, now)) return false;
    const { date } = dayBounds(now, zone);
    const id = newId();
    if (!(await keepBrief(userId, id, date, sentences))) return false;
    await notify(userId, { kind: "brief", title: "Your day", body: sentences.map(({ text }) => text).join(" "), href: "/today", subjectId: id });
    await recordAudit(actor, { action: "brief.write", subjectId: id });
    return true;
  });
};

/** Writes today's brief now, or answers the one that is written. */
export const createBrief = async (actor: Actor, options: BriefOptions = {}): Promise<Brief> => {
  const now = nowOf(options);
  const sentences = await readBrief(actor, { now });
  const { zone } = await findProfile(actor);
  return transaction(async () => {
    requireScope(actor, "scheduling:read");
    const id = newId();
    if (await keepBrief(actor.userId, id, dayBounds(now, zone).date, sentences)) await recordAudit(actor, { action: "brief.write", subjectId: id });
    const [brief] = await listBriefRows(actor.userId, null, 1);
    if (brief === undefined) throw new AppError("internal/unexpected", { message: "A brief that was written isn't there" });
    return brief;
  });
};

/** Owners who never chose an hour get the usual one. */
const adoptOwners = async (now: string): Promise<void> => {
  for (const userId of await listOwnersWithoutBriefSettings(sweepMax)) {
    const { zone } = await findProfile(ownerActor(userId, "system"));
    await saveBriefSettings(userId, { wanted: true, localTime: usualTime, nextAt: nextBriefAt(usualTime, zone, now) });
  }
};

/** The hour is one of the owner's clock: whoever went to another zone since it was worked out has it there. */
const followOwners = async (now: string): Promise<void> => {
  for (const { userId, localTime, wanted, nextAt } of await listMovedBriefOwners(now, sweepMax)) {
    const { zone } = await findProfile(ownerActor(userId, "system"));
    const next = nextBriefAt(localTime, zone, now);
    await saveBriefSettings(userId, { wanted, localTime, nextAt: Temporal.Instant.compare(next, nextAt) < 0 ? next : nextAt });
  }
};

/** Writes every brief that is due. Answers how many this call wrote. */
export const sweepBriefs = async (options: BriefOptions = {}): Promise<number> => {
  const now = nowOf(options);
  await adoptOwners(now);
  await followOwners(now);
  let written = 0;
  for (const userId of await listDueBriefs(now, sweepMax)) {
    try {
      if (await writeBrief(userId, { now })) written += 1;
    } catch (error) {
      logger.error("A daily brief could not be written", { error, userId });
    }
  }
  return written;
};

/** Looks every minute whose hour has come. */
export const sweepBriefsJob = defineJob({
  name: "sweep-briefs",
  data: z.object({}),
  cron: "* * * * *",
  retriesMax: 0,
  run: async () => {
    await sweepBriefs();
  },
});
