/** Which channels tell an owner something, and when. Every choice an owner has is applied here and nowhere else. */
import { channelIds, isNotificationKind, usualChannels, usualSettings, type Channel, type NotificationChoice, type NotificationSettings } from "../contracts";
import { quietEndMs } from "./quiet-hours";

/** What an owner has chosen, as it is kept: only what differs from the usual. */
export interface NoticeRules {
  readonly zone: string;
  readonly choices: readonly NotificationChoice[];
  readonly settings: NotificationSettings;
}

export const isWanted = (kind: string, channel: Channel, choices: readonly NotificationChoice[]): boolean => {
  const usual = isNotificationKind(kind) ? usualChannels(kind)[channel] : undefined;
  // A kind that a channel doesn't carry can't be chosen there.
  return usual !== undefined && (choices.find((each) => each.kind === kind && each.channel === channel)?.wanted ?? usual);
};

export interface PlannedDelivery {
  readonly channel: Exclude<Channel, "in-app">;
  readonly dueMs: number;
}

export interface Plan {
  /** On the page it stands at once: it disturbs nobody who isn't looking. */
  readonly inApp: boolean;
  readonly deliveries: readonly PlannedDelivery[];
}

export interface Occasion {
  readonly kind: string;
  readonly nowMs: number;
  /** After this moment it would be of no use. */
  readonly uselessMs: number | null;
  /** Channels that can reach this owner at all. */
  readonly open: ReadonlySet<Channel>;
}

/** What comes in quiet hours waits for their end, unless its kind is urgent to this owner; what would come too late then isn't sent. */
export const planDeliveries = ({ zone, choices, settings }: NoticeRules, { kind, nowMs, uselessMs, open }: Occasion): Plan => {
  const { quiet, urgent } = settings;
  const waits = quiet !== null && !urgent.some((each) => each === kind);
  const dueMs = (waits ? quietEndMs(quiet, zone, nowMs) : null) ?? nowMs;
  const wanted = channelIds.filter((channel) => isWanted(kind, channel, choices));
  return {
    inApp: wanted.includes("in-app"),
    deliveries:
      uselessMs !== null && dueMs >= uselessMs ? [] : wanted.flatMap((channel) => (channel !== "in-app" && open.has(channel) ? [{ channel, dueMs }] : [])),
  };
};

export interface StoredSettings {
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  readonly urgent: readonly string[] | null;
  readonly digestTime: string | null;
  readonly remindMinutes: number | null;
}

/** Null for an owner who never changed anything. */
export const settingsOf = (stored: StoredSettings | null): NotificationSettings =>
  stored === null
    ? usualSettings
    : {
        quiet: stored.quietFrom === null || stored.quietUntil === null ? null : { from: stored.quietFrom, until: stored.quietUntil },
        urgent: stored.urgent === null ? usualSettings.urgent : stored.urgent.filter(isNotificationKind),
        digestTime: stored.digestTime,
        remindMinutes: stored.remindMinutes,
      };

/** The columns that keep these settings. */
export const storedSettings = ({ quiet, urgent, digestTime, remindMinutes }: NotificationSettings): StoredSettings => ({
  quietFrom: quiet?.from ?? null,
  quietUntil: quiet?.until ?? null,
  urgent,
  digestTime,
  remindMinutes,
});
