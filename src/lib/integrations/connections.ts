/** The owner's connected accounts: seeing them, their switches, syncing now, and leaving without a trace. */
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { enqueue } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { recordAudit } from "@/lib/queries/audit";
import {
  countSameAccount,
  deleteConnection,
  findConnectionRow,
  findConnectionTokens,
  listConnectionRows,
  updateConnectionRow,
  writeNowhereElse,
  type StoredConnection,
} from "@/lib/queries/connections";
import { transaction } from "@/lib/queries/transaction";
import { closeChannels } from "./channels";
import { integrationTypes, type Connection, type OfferedProvider, type Provider, type updateConnectionEndpoint } from "./contracts";
import { providers } from "./providers/registry";
import { toConnection, typeOf } from "./stored-connection";
import { syncOrder } from "./sync-order";

const found = async (userId: string, id: string): Promise<StoredConnection> => {
  const row = await findConnectionRow(userId, id);
  if (row === null) throw new AppError("integrations/not-found");
  return row;
};

const shown = async (userId: string, id: string): Promise<Connection> => {
  const connection = toConnection(await found(userId, id), Date.now());
  if (connection === null) throw new AppError("integrations/not-found");
  return connection;
};

const offered = (): OfferedProvider[] =>
  integrationTypes.map((type) => {
    const { manifest, oauth }: Provider = providers[type];
    return { ...manifest, missing: oauth?.missing() ?? null };
  });

/** The connected accounts, oldest first, and everything that can be connected. */
export const listConnections = async (actor: Actor): Promise<{ connections: Connection[]; providers: OfferedProvider[] }> => {
  requireScope(actor, "settings");
  const nowMs = Date.now();
  const connections = (await listConnectionRows(actor.userId)).flatMap((row) => toConnection(row, nowMs) ?? []);
  return { connections, providers: offered() };
};

/** Errors: integrations/not-found; request/invalid for writing into what can only be read. */
export const updateConnection = (actor: Actor, { connectionId, ...patch }: z.output<typeof updateConnectionEndpoint.input>): Promise<Connection> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const before = await shown(actor.userId, connectionId);
    if (patch.writesHere === true && !before.canWrite)
      throw new AppError("request/invalid", { issues: [{ path: ["writesHere"], message: "This account can only be read" }] });
    await updateConnectionRow(actor.userId, connectionId, patch);
    if (patch.writesHere === true) {
      const sameKind = integrationTypes.filter((type) => providers[type].manifest.kinds.some((kind) => before.kinds.includes(kind)));
      await writeNowhereElse(actor.userId, connectionId, sameKind);
    }
    await recordAudit(actor, { action: "account.update", subjectId: connectionId, after: patch });
    return shown(actor.userId, connectionId);
  });

/** Orders a sync; it begins within a moment. Errors: integrations/not-found, integrations/reconnect. */
export const syncNow = async (actor: Actor, { connectionId }: { readonly connectionId: string }): Promise<Connection> => {
  requireScope(actor, "settings");
  const row = await found(actor.userId, connectionId);
  if (row.state === "reconnect") throw new AppError("integrations/reconnect");
  await enqueue(syncOrder, { userId: actor.userId, connectionId }, { singletonKey: connectionId });
  return shown(actor.userId, connectionId);
};

/** Takes the grant back at the provider, unless another connection rests on it. False when the provider couldn't be told. */
const revoke = async (row: StoredConnection): Promise<boolean> => {
  const type = typeOf(row.type);
  const { oauth }: Partial<Provider> = type === null ? {} : providers[type];
  if (oauth === undefined) return true;
  if ((await countSameAccount(row.userId, oauth.grantOf, row.account, row.id)) > 0) return true;
  if (oauth.revoke === null) return false;
  try {
    const tokens = await findConnectionTokens(row.id);
    if (tokens !== null) await oauth.revoke(tokens.refreshToken ?? tokens.accessToken);
    return true;
  } catch (error) {
    logger.warn("a grant couldn't be taken back", { connectionId: row.id, provider: row.type, error });
    return false;
  }
};

/**
 * Disconnects: the grant is taken back there, everything mirrored goes here. It goes also when the provider can't be told; then the answer
 * says so. Errors: integrations/not-found.
 */
export const disconnect = async (actor: Actor, { connectionId }: { readonly connectionId: string }): Promise<{ disconnected: true; revoked: boolean }> => {
  requireScope(actor, "settings");
  const row = await found(actor.userId, connectionId);
  await closeChannels(row);
  const revoked = await revoke(row);
  return transaction(async () => {
    await deleteConnection(actor.userId, connectionId);
    await recordAudit(actor, {
      action: "account.disconnect",
      subjectId: connectionId,
      before: { provider: row.type, account: row.account },
      after: { revoked },
    });
    return { disconnected: true as const, revoked };
  });
};

/** So long an owner who leaves waits for providers; then they go without. */
const leaveMaxMs = 3_000;

/**
 * For an owner who leaves: what takes the grants of all their accounts back, to be called once nothing of them is here any more. What a
 * provider can't be told in time is left; it is worth nothing without this server's keys.
 */
export const grantsToTakeBack = async (actor: Actor): Promise<() => Promise<void>> => {
  requireScope(actor, "settings");
  const grants = new Map<string, () => Promise<void>>();
  for (const row of await listConnectionRows(actor.userId)) {
    const type = typeOf(row.type);
    const { oauth }: Partial<Provider> = type === null ? {} : providers[type];
    const takeBack = oauth?.revoke ?? null;
    const tokens = takeBack === null ? null : await findConnectionTokens(row.id).catch(() => null);
    if (takeBack !== null && tokens !== null) grants.set(tokens.refreshToken ?? tokens.accessToken, () => takeBack(tokens.refreshToken ?? tokens.accessToken));
  }
  return async () => {
    const asked = Promise.all([...grants.values()].map((take) => take().catch((error: unknown) => logger.warn("a grant couldn't be taken back", { error }))));
    await Promise.race([asked, sleep(leaveMaxMs, undefined, { ref: false })]);
  };
};
