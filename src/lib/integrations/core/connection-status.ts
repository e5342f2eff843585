/** How a connected account is, in words. Pure: the moment is handed in. */
import type { Connection } from "../contracts";

export interface Condition {
  readonly label: string;
  readonly state: "connected" | "failing" | "reconnect";
  /** Somebody works on it right now. */
  readonly running: boolean;
  readonly syncedAt: string | null;
  readonly done: number | null;
  readonly all: number | null;
}

const minuteMs = 60_000;

/** "just now", "2 minutes ago", "3 days ago". */
export const agoOf = (atMs: number, nowMs: number): string => {
  const minutes = Math.floor(Math.max(0, nowMs - atMs) / minuteMs);
  if (minutes < 1) return "just now";
  const said = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"} ago`;
  if (minutes < 60) return said(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? said(hours, "hour") : said(Math.floor(hours / 24), "day");
};

export const stateOf = ({ state, running, syncedAt }: Condition): Connection["state"] => {
  if (state === "reconnect") return "reconnect";
  if (running) return "syncing";
  if (state === "failing") return "failing";
  return syncedAt === null ? "waiting" : "connected";
};

const progressOf = ({ done, all }: Condition): string => {
  if (done === null || done === 0) return "";
  return all === null || all < done ? `, ${done} so far` : `, ${done} of ${all}`;
};

/** One line without a full stop: "Connected, last synced 2 minutes ago". */
export const statusOf = (condition: Condition, nowMs: number): string => {
  const last = condition.syncedAt === null ? null : agoOf(Date.parse(condition.syncedAt), nowMs);
  switch (stateOf(condition)) {
    case "reconnect":
      return `${condition.label} asks you to sign in again`;
    case "syncing":
      return last === null ? `First sync${progressOf(condition)}` : `Syncing${progressOf(condition)}`;
    case "failing":
      return last === null ? "Not synced yet, trying again" : `Last synced ${last}, trying again`;
    case "waiting":
      return "Connected, the first sync begins in a moment";
    case "connected":
      return `Connected, last synced ${last ?? "just now"}`;
  }
};

/** How long until a sync that failed is tried again: 1, 2, 4 … 60 minutes; a pause that was asked for is the least. */
export const againInMs = (failures: number, retryAfterSeconds: number | undefined): number =>
  Math.max(Math.min(2 ** Math.min(failures, 10), 60) * minuteMs, (retryAfterSeconds ?? 0) * 1_000);
