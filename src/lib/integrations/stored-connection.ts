/** Between a stored connection and what its owner sees of it. */
import type { StoredConnection } from "@/lib/queries/connections";
import { catalogue, type ErrorCode } from "@/lib/errors/catalogue";
import { integrationTypes, type Connection, type IntegrationType } from "./contracts";
import { stateOf, statusOf } from "./core/connection-status";
import { providers } from "./providers/registry";

export const typeOf = (type: string): IntegrationType | null => integrationTypes.find((one) => one === type) ?? null;

const problemOf = (code: string | null): Connection["problem"] => {
  if (code === null) return null;
  const known = Object.hasOwn(catalogue, code) ? catalogue[code as ErrorCode] : undefined;
  return { code, text: known?.message ?? "It couldn't be synced. It is tried again by itself." };
};

/** Null for a kind that this release doesn't know. */
export const toConnection = (row: StoredConnection, nowMs: number): Connection | null => {
  const provider = typeOf(row.type);
  if (provider === null) return null;
  const { label, kinds, readOnly } = providers[provider].manifest;
  const running = row.claimedUntil !== null && Date.parse(row.claimedUntil) > nowMs;
  const condition = { label, state: row.state, running, syncedAt: row.syncedAt, done: row.doneItems, all: row.allItems };
  return {
    id: row.id,
    provider,
    label,
    kinds,
    account: row.account,
    name: row.name,
    color: row.color,
    checksConflicts: row.checksConflicts,
    writesHere: row.writesHere,
    canWrite: !readOnly,
    state: stateOf(condition),
    status: statusOf(condition, nowMs),
    problem: problemOf(row.problem),
    progress: running && row.doneItems !== null ? { done: row.doneItems, all: row.allItems } : null,
    unreadable: [...row.unreadable],
    syncedAt: row.syncedAt,
    connectedAt: row.connectedAt,
  };
};
