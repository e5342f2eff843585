/**
 * The way to an account's secret. A token is refreshed once however many want it: one per process by sharing the wait, one among
 * processes by a claim in the row. A grant that is gone is never tried again; its owner is told once.
 */
import { processWide } from "@/lib/config";
import { AppError, isAppError } from "@/lib/errors";
import { ownerActor, requireScope } from "@/lib/identity/service";
import { notify } from "@/lib/notifications/service";
import { recordAudit } from "@/lib/queries/audit";
import {
  claimRefresh,
  findConnectionTokens,
  markReconnect,
  releaseRefresh,
  saveConnectionTokens,
  type OpenedTokens,
  type StoredConnection,
} from "@/lib/queries/connections";
import { transaction } from "@/lib/queries/transaction";
import type { Access } from "./contracts";
import { providers } from "./providers/registry";
import { typeOf } from "./stored-connection";

type Named = Pick<StoredConnection, "id" | "userId" | "type" | "account" | "name">;

/** A token that ends sooner than this isn't used any more. */
const marginMs = 60_000;
const leaseMs = 20_000;
const lookEveryMs = 150;

const { get: underWay } = processWide("integrations.refresh", () => new Map<string, Promise<string>>());

/** Says so once: to the account's state, and to the owner. */
export const needsReconnect = (connection: Named, code = "integrations/reconnect"): Promise<void> =>
  transaction(async () => {
    const actor = ownerActor(connection.userId, "system");
    requireScope(actor, "settings");
    if (!(await markReconnect(connection.id, code))) return;
    await recordAudit(actor, { action: "account.reconnect-needed", subjectId: connection.id, after: { provider: connection.type, code } });
    const type = typeOf(connection.type);
    const label = type === null ? connection.type : providers[type].manifest.label;
    await notify(connection.userId, {
      kind: "account",
      title: `${label} asks you to sign in again`,
      body: `${connection.account} isn't synced until you do.`,
      href: `/settings/accounts#${connection.id}`,
      subjectId: connection.id,
    });
  });

const open = async (id: string): Promise<OpenedTokens> => {
  const tokens = await findConnectionTokens(id);
  if (tokens === null) throw new AppError("integrations/not-found");
  if (tokens.state === "reconnect") throw new AppError("integrations/reconnect");
  return tokens;
};

const isGood = ({ accessToken, expiresAt }: OpenedTokens, stale: string | undefined): boolean =>
  accessToken !== stale && (expiresAt === null || Date.parse(expiresAt) - marginMs > Date.now());

const refreshNow = async (connection: Named, { refreshToken }: OpenedTokens): Promise<string> => {
  const type = typeOf(connection.type);
  const oauth = type === null ? undefined : providers[type].oauth;
  try {
    if (refreshToken === null || oauth === undefined) throw new AppError("integrations/reconnect", { message: "there is no refresh token" });
    const fresh = await oauth.refresh(refreshToken);
    await saveConnectionTokens(connection, fresh);
    return fresh.accessToken;
  } catch (error) {
    await releaseRefresh(connection.id);
    if (isAppError(error) && error.code === "integrations/reconnect") await needsReconnect(connection);
    throw error;
  }
};

/** Somebody else refreshes: their token is waited for. */
const refreshed = async (connection: Named, stale: string | undefined): Promise<string> => {
  const untilMs = Date.now() + leaseMs;
  for (;;) {
    const tokens = await open(connection.id);
    if (isGood(tokens, stale)) return tokens.accessToken;
    if (await claimRefresh(connection.id, leaseMs)) return refreshNow(connection, await open(connection.id));
    if (Date.now() > untilMs) throw new AppError("integrations/unreachable", { message: "the token that another process refreshes didn't come" });
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
};

const token = async (connection: Named, stale: string | undefined): Promise<string> => {
  const tokens = await open(connection.id);
  if (isGood(tokens, stale)) return tokens.accessToken;
  const running = underWay().get(connection.id);
  if (running) return running;
  const mine = refreshed(connection, stale).finally(() => underWay().delete(connection.id));
  underWay().set(connection.id, mine);
  return mine;
};

export const accessTo = (connection: Named & Pick<StoredConnection, "metadata">): Access => ({
  connectionId: connection.id,
  userId: connection.userId,
  account: connection.account,
  metadata: connection.metadata,
  token: (stale) => token(connection, stale),
  secret: async () => JSON.parse((await open(connection.id)).accessToken) as Record<string, string>,
});
