/** The daily mail with everything that came and wasn't read, at the owner's hour. Nothing to say, no mail. */
import { z } from "zod";
import { publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { ownerActor, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { defineJob } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { recordAudit } from "@/lib/queries/audit";
import {
  claimDigest,
  claimDigestMail,
  createDigestRow,
  digestIsUnderWay,
  listDigestItems,
  listDueDigests,
  releaseDigest,
  settleDigest,
  type DueDigest,
} from "@/lib/queries/notice-digests";
import { findNoticeRules } from "@/lib/queries/notice-settings";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import type { Settled, Surroundings } from "./channels/channel";
import { settingsPage } from "./channels/email";
import { sendOwnersMail } from "./channels/send-mail";
import { lastClockMs, localDate, nextClockMs } from "./core/local-clock";
import { mailLanguage, writeDigestMail } from "./core/mail-words";
import type { DeliveryContext, OutboxMessage } from "./deliver";
import { handOverDue } from "./notify";
import { unsubscribePage } from "./unsubscribe";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const sweepMax = 200;
/** More are only counted. */
const itemsMax = 30;
const underWayMaxMs = 45_000;

/** A server that was down writes it this much late; after that the next one says it. */
const lateMaxMs = 6 * 3_600_000;

/** True when this call had it written. The clock is read in the zone the owner lives in now: whoever flew west isn't told too early. */
const orderDigest = ({ userId, digestTime }: DueDigest, nowMs: number): Promise<boolean> =>
  transaction(async () => {
    const actor = ownerActor(userId, "system");
    requireScope(actor, "notifications");
    const rules = await findNoticeRules(userId);
    if (rules === null) return false;
    const cameMs = lastClockMs(digestTime, rules.zone, nowMs);
    if (!(await claimDigest(userId, isoOf(nowMs), isoOf(nextClockMs(digestTime, rules.zone, nowMs)))) || nowMs - cameMs > lateMaxMs) return false;
    const id = newId();
    if (!(await createDigestRow(userId, { id, day: localDate(cameMs, rules.zone).toString(), now: isoOf(nowMs) }))) return false;
    await createOutboxMessages(userId, [{ id: newId(), topic: "notice.digest", payload: { digestId: id } }]);
    await recordAudit(actor, { action: "notifications.digest", subjectId: id });
    return true;
  });

/** Has every digest written whose hour has come. Answers how many this call had. */
export const sweepDigests = async (options: VerbOptions = {}): Promise<number> => {
  const nowMs = nowMsOf(options);
  let ordered = 0;
  for (const due of await listDueDigests(isoOf(nowMs), sweepMax)) {
    try {
      if (await orderDigest(due, nowMs)) ordered += 1;
    } catch (error) {
      logger.error("A digest could not be written", { error, userId: due.userId });
    }
  }
  return ordered;
};

const writeAndSend = async (userId: string, digestId: string, surroundings: Surroundings, signal: AbortSignal): Promise<Settled> => {
  const owner = await findNoticeRules(userId);
  if (owner === null) return { state: "dropped", reason: "the account is gone" };
  const items = await listDigestItems(userId, digestId, 500);
  if (items.length === 0) return { state: "dropped", reason: "everything was read" };
  const shown = items.slice(0, itemsMax);
  const places = { open: `${publicOrigin()}/notifications`, stop: unsubscribePage(userId, "digest"), settings: settingsPage() };
  const words = writeDigestMail(shown, items.length - shown.length, mailLanguage(owner.locale), places);
  return sendOwnersMail({ id: digestId, userId, owner, subject: "digest", words, surroundings, signal });
};

/** The receiver of "notice.digest". Errors: the mailer's; notifications/under-way. */
export const deliverDigest =
  (surroundings: Surroundings) =>
  async ({ userId, payload }: OutboxMessage, { signal }: DeliveryContext): Promise<void> => {
    const digestId = String(payload.digestId);
    if (!(await claimDigestMail(userId, digestId))) {
      const other = await digestIsUnderWay(userId, digestId);
      if (other === null) return;
      if (other.underWayMs < underWayMaxMs) throw new AppError("notifications/under-way");
      await settleDigest(userId, digestId, "unknown", "cut off in the middle");
      return;
    }
    try {
      const { state, reason } = await writeAndSend(userId, digestId, surroundings, signal);
      await settleDigest(userId, digestId, state, reason);
    } catch (error) {
      if (!signal.aborted) await releaseDigest(userId, digestId);
      throw error;
    }
  };

/** Looks every minute what waited for quiet hours to end, and whose digest is due. */
export const sweepNoticesJob = defineJob({
  name: "sweep-notices",
  data: z.object({}),
  cron: "* * * * *",
  retriesMax: 0,
  run: async () => {
    await handOverDue();
    await sweepDigests();
  },
});
