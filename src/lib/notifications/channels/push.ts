/** A notice in every browser that its owner allowed. One that says it is gone is never written to again. */
import { config, publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { markReached } from "@/lib/queries/notice-deliveries";
import { deletePushSubscription, listPushTargets, markPushReached, type PushTargetRow } from "@/lib/queries/push-subscriptions";
import { sendPush, type PushOutcome } from "@/lib/webpush";
import { vapidKey } from "../push-key";
import type { ChannelSender, Delivery } from "./channel";

/** A browser that is away for longer reads it on the page. */
const ttlSeconds = 24 * 3_600;
/** About three quarters of an hour: a browser that can't be reached for so long shows it on the page later. */
const triesMax = 15;
const urgentKinds = new Set(["meeting", "reminder"]);
/** Of 3,993 bytes that fit, with room for signs of four. */
const bodyMax = 600;

/** Whom a push service may write to about us (RFC 8292 section 2.1). */
const contact = (): string => {
  const own = config().MAIL_FROM ?? "";
  const address = /<([^<>]+)>/.exec(own)?.[1] ?? own;
  if (address !== "") return `mailto:${address}`;
  const origin = publicOrigin();
  return origin.startsWith("https:") ? origin : `mailto:perin@${new URL(origin).hostname}`;
};

const secondsLeft = (uselessAt: string | null, nowMs: number): number =>
  uselessAt === null ? ttlSeconds : Math.max(0, Math.min(ttlSeconds, Math.floor((Date.parse(uselessAt) - nowMs) / 1_000)));

const sendTo = (target: PushTargetRow, { notice, signal }: Delivery, privateKey: string): Promise<PushOutcome> => {
  const nowMs = Date.now();
  const { id, kind, title, body, href, uselessAt } = notice;
  return sendPush(
    {
      ...target,
      text: JSON.stringify({ id, title, body: body.slice(0, bodyMax), href: href ?? "/notifications" }),
      ttlSeconds: secondsLeft(uselessAt, nowMs),
      urgency: urgentKinds.has(kind) ? "high" : "normal",
      topic: id.replaceAll("-", ""),
      vapid: { privateKey, contact: contact() },
      nowMs,
    },
    signal,
  );
};

/** Writes down at once who has it, so that a later try leaves them in peace. */
const record = async ({ userId, notice }: Delivery, target: PushTargetRow, outcome: PushOutcome): Promise<void> => {
  if (outcome.outcome === "gone") await deletePushSubscription(userId, target.id);
  if (outcome.outcome !== "taken") return;
  await markReached(userId, notice.id, target.id);
  await markPushReached(userId, target.id);
};

export const pushChannel: ChannelSender = {
  // A message of the same id takes the place of the first in the browser.
  repeatable: true,
  send: async (delivery) => {
    const { userId, notice } = delivery;
    const targets = (await listPushTargets(userId)).filter(({ id }) => !notice.reached.includes(id));
    const privateKey = await vapidKey();
    // At once, so that a service that hangs keeps no other browser waiting.
    const outcomes = await Promise.all(
      targets.map(async (target) => {
        const outcome = await sendTo(target, delivery, privateKey);
        await record(delivery, target, outcome);
        return outcome;
      }),
    );
    const busy = outcomes.find((outcome) => outcome.outcome === "busy");
    const refused = outcomes.find((outcome) => outcome.outcome === "refused");
    const reached = notice.reached.length + outcomes.filter(({ outcome }) => outcome === "taken").length;
    if (busy !== undefined && delivery.attempt < triesMax)
      throw new AppError("notifications/push-unavailable", busy.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: busy.retryAfterSeconds });
    if (reached > 0) return { state: "sent", reason: null };
    if (busy !== undefined) return { state: "failed", reason: "its push service is away" };
    return refused === undefined ? { state: "dropped", reason: "no browser is left" } : { state: "failed", reason: refused.reason };
  },
};
