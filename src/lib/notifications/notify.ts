/** Telling an owner something. Rooms call it inside the transaction of what it tells of: both are kept, or neither. */
import { newId } from "@/lib/ids";
import { mailerConfigured } from "@/lib/mailer";
import { createDeliveryRows, handOverDeliveries, type NewDelivery } from "@/lib/queries/notice-deliveries";
import { findNoticeRules, type NoticeRulesRow } from "@/lib/queries/notice-settings";
import { createNotificationRow, type NewNotification } from "@/lib/queries/notifications";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import type { Channel, NotificationKind } from "./contracts";
import { planDeliveries, settingsOf } from "./core/plan-deliveries";
import { signalOwner } from "./live";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

export interface NewNotice {
  /** Chosen by who wants to find it again. */
  readonly id?: string;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly body?: string;
  /** A path of this site: "/tasks". */
  readonly href?: string;
  /** Id of what it is about. */
  readonly subjectId?: string;
  /** Of notices of one owner with the same key only the first is told. */
  readonly once?: string;
  /** After this moment it would be of no use (RFC 3339): it isn't sent any more. */
  readonly uselessAt?: string;
}

const titleMax = 200;
const bodyMax = 2_000;
const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text);

/** Where mail goes out, it goes to confirmed addresses only; where none does, the mailbox keeps what would have been sent. */
const openChannels = ({ emailVerified, browsers }: NoticeRulesRow): ReadonlySet<Channel> =>
  new Set<Channel>(["in-app", ...(emailVerified || !mailerConfigured() ? (["email"] as const) : []), ...(browsers ? (["push"] as const) : [])]);

const handOverMax = 200;

const handOver = (nowMs: number, notificationId: string | null): Promise<number> =>
  transaction(async () => {
    const due = await handOverDeliveries(isoOf(nowMs), handOverMax, notificationId);
    for (const { id, userId } of due) await createOutboxMessages(userId, [{ id: newId(), topic: "notice.deliver", payload: { deliveryId: id } }]);
    return due.length;
  });

/** Gives the outbox what waited for the end of quiet hours, each delivery to one message. Answers how many there were. */
export const handOverDue = (options: VerbOptions = {}): Promise<number> => handOver(nowMsOf(options), null);

/** Joins the transaction of what it tells of. */
const keep = (userId: string, notice: NewNotification, deliveries: readonly NewDelivery[], nowMs: number): Promise<boolean> =>
  transaction(async () => {
    if (!(await createNotificationRow(userId, notice))) return false;
    if (deliveries.length > 0) {
      await createDeliveryRows(userId, notice.id, deliveries);
      await handOver(nowMs, notice.id);
    }
    if (notice.inApp) await signalOwner(userId);
    return true;
  });

/**
 * Tells it by every channel on which the owner wants this kind: on the open pages once the transaction is through, elsewhere by the outbox, at
 * once or when their quiet hours end. True when it was told; false when they want it nowhere, or it has been told.
 */
export const notify = async (userId: string, notice: NewNotice, options: VerbOptions = {}): Promise<boolean> => {
  const rules = await findNoticeRules(userId);
  if (rules === null) return false;
  const nowMs = nowMsOf(options);
  const { kind, title, body = "", href = null, subjectId = null, once = null, uselessAt = null } = notice;
  const { inApp, deliveries } = planDeliveries(
    { zone: rules.zone, choices: rules.choices, settings: settingsOf(rules.settings) },
    { kind, nowMs, uselessMs: uselessAt === null ? null : Date.parse(uselessAt), open: openChannels(rules) },
  );
  if (!inApp && deliveries.length === 0) return false;
  return keep(
    userId,
    { id: notice.id ?? newId(), kind, title: cut(title, titleMax), body: cut(body, bodyMax), href, subjectId, inApp, once },
    deliveries.map(({ channel, dueMs }) => ({ id: newId(), channel, dueAt: isoOf(dueMs), uselessAt })),
    nowMs,
  );
};
