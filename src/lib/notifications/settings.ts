/** What an owner chose about being told things: by kind and channel, and the times of day. */
import { isDeepStrictEqual } from "node:util";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { listWaitingDeliveries, moveDelivery } from "@/lib/queries/notice-deliveries";
import { findNoticeRules, saveNoticeSettings, type NoticeRulesRow } from "@/lib/queries/notice-settings";
import { saveNotificationPreference } from "@/lib/queries/notifications";
import { transaction } from "@/lib/queries/transaction";
import { channelIds, kindIds, usualChannels, type NotificationChoice, type NotificationSettings } from "./contracts";
import { nextClockMs } from "./core/local-clock";
import { isWanted, settingsOf, storedSettings } from "./core/plan-deliveries";
import { quietEndMs } from "./core/quiet-hours";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const rulesOf = async (userId: string): Promise<NoticeRulesRow> => {
  const rules = await findNoticeRules(userId);
  if (rules === null) throw new AppError("identity/not-found");
  return rules;
};

/** Every kind on every channel that carries it, as the owner has it. */
export const listNotificationChoices = async (actor: Actor): Promise<{ choices: NotificationChoice[] }> => {
  requireScope(actor, "settings");
  const { choices } = await rulesOf(actor.userId);
  return {
    choices: kindIds.flatMap((kind) =>
      channelIds.flatMap((channel) => (usualChannels(kind)[channel] === undefined ? [] : [{ kind, channel, wanted: isWanted(kind, channel, choices) }])),
    ),
  };
};

/** Errors: request/invalid for a channel that doesn't carry this kind. */
export const putNotificationChoice = (actor: Actor, choice: NotificationChoice): Promise<NotificationChoice> =>
  transaction(async () => {
    requireScope(actor, "settings");
    if (usualChannels(choice.kind)[choice.channel] === undefined)
      throw new AppError("request/invalid", { issues: [{ path: ["channel"], message: "This kind doesn’t come that way" }] });
    await saveNotificationPreference(actor.userId, choice);
    await recordAudit(actor, { action: "notifications.choose", subjectId: choice.kind, after: choice });
    return choice;
  });

export const getNotificationSettings = async (actor: Actor): Promise<NotificationSettings> => {
  requireScope(actor, "settings");
  return settingsOf((await rulesOf(actor.userId)).settings);
};

/** What waits for the end of the quiet hours follows when they are changed: it goes out now, or at the new end. */
const rescheduleWaiting = async (userId: string, { quiet, urgent }: NotificationSettings, zone: string, nowMs: number): Promise<void> => {
  for (const { id, kind, dueAt } of await listWaitingDeliveries(userId)) {
    const waits = quiet !== null && !urgent.some((each) => each === kind);
    const dueMs = (waits ? quietEndMs(quiet, zone, nowMs) : null) ?? nowMs;
    if (dueMs !== Date.parse(dueAt)) await moveDelivery(userId, id, isoOf(dueMs));
  }
};

export const putNotificationSettings = (actor: Actor, settings: NotificationSettings, options: VerbOptions = {}): Promise<NotificationSettings> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const nowMs = nowMsOf(options);
    const { zone, settings: before } = await rulesOf(actor.userId);
    const { digestTime } = settings;
    const digestAt = digestTime === null ? null : isoOf(nextClockMs(digestTime, zone, nowMs));
    await saveNoticeSettings(actor.userId, { ...storedSettings(settings), digestAt });
    await rescheduleWaiting(actor.userId, settings, zone, nowMs);
    if (!isDeepStrictEqual(settingsOf(before), settings))
      await recordAudit(actor, { action: "notifications.times", subjectId: actor.userId, before: settingsOf(before), after: settings });
    return settings;
  });

/** For rooms that tell something some time before it happens; null = not at all. */
export const findRemindMinutes = async (actor: Actor): Promise<number | null> => {
  requireScope(actor, "notifications");
  return settingsOf((await findNoticeRules(actor.userId))?.settings ?? null).remindMinutes;
};
