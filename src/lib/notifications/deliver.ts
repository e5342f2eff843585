/**
 * Delivers what the outbox hands over. The outbox brings each message at least once; the row of its delivery lets one caller through. What was
 * cut off in the middle is sent again only where nobody would notice.
 */
import { AppError } from "@/lib/errors";
import { claimDelivery, findDeliveryStatus, releaseDelivery, settleDelivery, type ClaimedDelivery } from "@/lib/queries/notice-deliveries";
import { findNoticeRules } from "@/lib/queries/notice-settings";
import type { Settled, Surroundings } from "./channels/channel";
import { findChannel } from "./channels/registry";

export interface OutboxMessage {
  readonly id: string;
  readonly userId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Which try this is, from 1. */
  readonly attempt: number;
}
export interface DeliveryContext {
  readonly signal: AbortSignal;
}

/** Longer than the outbox gives one delivery: whoever holds it so long has died. */
const underWayMaxMs = 45_000;

/** Somebody else has it: it is left to them, and looked at again until it is settled. */
const awaitOther = async (userId: string, deliveryId: string): Promise<void> => {
  const status = await findDeliveryStatus(userId, deliveryId);
  if (status?.state !== "sending") return;
  if (status.underWayMs < underWayMaxMs) throw new AppError("notifications/under-way");
  if (findChannel(status.channel)?.repeatable === true) {
    await releaseDelivery(userId, deliveryId);
    throw new AppError("notifications/under-way");
  }
  await settleDelivery(userId, deliveryId, "unknown", "cut off in the middle");
};

const useless = ({ uselessAt }: ClaimedDelivery): boolean => uselessAt !== null && Date.parse(uselessAt) <= Date.now();

const send = async ({ userId, attempt }: OutboxMessage, notice: ClaimedDelivery, surroundings: Surroundings, signal: AbortSignal): Promise<Settled> => {
  const channel = findChannel(notice.channel);
  const owner = await findNoticeRules(userId);
  if (channel === undefined || owner === null) return { state: "dropped", reason: "its channel is gone" };
  if (useless(notice)) return { state: "dropped", reason: "too late" };
  if (!(await surroundings.stillTrue(userId, notice))) return { state: "dropped", reason: "not so any more" };
  return channel.send({ userId, owner, notice, surroundings, attempt, signal });
};

/** The receiver of "notice.deliver". Errors: those of the channel, which say whether to try again; notifications/under-way. */
export const deliverNotice =
  (surroundings: Surroundings) =>
  async (message: OutboxMessage, { signal }: DeliveryContext): Promise<void> => {
    const { userId } = message;
    const deliveryId = String(message.payload.deliveryId);
    const claimed = await claimDelivery(userId, deliveryId);
    if (claimed === null) {
      await awaitOther(userId, deliveryId);
      return;
    }
    try {
      const { state, reason } = await send(message, claimed, surroundings, signal);
      await settleDelivery(userId, deliveryId, state, reason);
    } catch (error) {
      // Stopped in the middle it may have gone out, so it stays claimed.
      if (!signal.aborted) await releaseDelivery(userId, deliveryId);
      throw error;
    }
  };
