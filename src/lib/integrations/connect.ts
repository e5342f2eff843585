/** Connecting an account: on a page of the provider's, or with what the owner typed. Nothing is stored that wasn't tried. */
import { createHash, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { enqueue } from "@/lib/jobs";
import { recordAudit } from "@/lib/queries/audit";
import { findConnectionRow, listConnectionRows, saveConnection, updateConnectionRow, type StoredConnection } from "@/lib/queries/connections";
import { createOAuthState, takeOAuthState } from "@/lib/queries/integrations";
import { transaction } from "@/lib/queries/transaction";
import {
  ConnectIntegrationInputSchema,
  colors,
  type ConnectIntegrationInput,
  type Connection,
  type IntegrationType,
  type Manifest,
  type OAuth,
  type Provider,
} from "./contracts";
import { providers } from "./providers/registry";
import { toConnection, typeOf } from "./stored-connection";
import { syncOrder } from "./sync-order";

const stateLifetimeMs = 10 * 60_000;
const prepareMaxMs = 20_000;

const oauthOf = (type: IntegrationType): OAuth => {
  const { oauth } = providers[type];
  if (oauth === undefined) throw new AppError("request/invalid", { issues: [{ path: ["type"], message: "This account is connected with what you type" }] });
  return oauth;
};

/**
 * The address where the owner allows access. State and PKCE verifier are random, kept hashed and sealed, and good for one
 * answer within ten minutes, in the session that asked. Errors: integrations/not-configured without a client id.
 */
export const connectIntegration = async (input: ConnectIntegrationInput & { readonly loginHint?: string }): Promise<{ authUrl: string }> => {
  const { loginHint, ...rest } = input;
  const { type, userId, sessionId } = ConnectIntegrationInputSchema.parse(rest);
  const state = randomBytes(32).toString("base64url");
  const codeVerifier = randomBytes(32).toString("base64url");
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const authUrl = oauthOf(type).authorizationUrl({ state, codeChallenge, loginHint });
  await createOAuthState({ state, userId, integrationType: type, codeVerifier, expiresAt: new Date(Date.now() + stateLifetimeMs).toISOString(), sessionId });
  return { authUrl };
};

interface Found {
  readonly account: string;
  readonly name: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: string | null;
  readonly scopes: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

const kindsOf = (row: StoredConnection): Manifest["kinds"] => {
  const type = typeOf(row.type);
  return type === null ? [] : providers[type].manifest.kinds;
};

/** New events and mails go to the first account of a kind that can take them: that is what people connect one for. */
const firstToWrite = (others: readonly StoredConnection[], { kinds, readOnly }: Manifest): boolean =>
  !readOnly && !others.some((row) => row.writesHere && kindsOf(row).some((kind) => kinds.includes(kind)));

const store = (actor: Actor, type: IntegrationType, found: Found): Promise<Connection> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const { manifest } = providers[type];
    const before = await listConnectionRows(actor.userId);
    const known = before.some((row) => row.type === type && row.account === found.account);
    const row = await saveConnection({
      userId: actor.userId,
      type,
      account: found.account,
      // A feed is known by what it calls itself; its address is nobody's name.
      name: (manifest.connects === "address" && found.name !== "" ? found.name : `${manifest.label} (${found.account})`).slice(0, 80),
      color: colors[before.length % colors.length] ?? colors[0],
      accessToken: found.accessToken,
      refreshToken: found.refreshToken,
      tokenExpiresAt: found.expiresAt,
      scopes: found.scopes,
      metadata: found.metadata,
    });
    const writesHere = known ? row.writesHere : firstToWrite(before, manifest);
    await updateConnectionRow(actor.userId, row.id, { writesHere });
    await recordAudit(actor, { action: known ? "account.reconnect" : "account.connect", subjectId: row.id, after: { provider: type, account: found.account } });
    await enqueue(syncOrder, { userId: actor.userId, connectionId: row.id }, { singletonKey: row.id });
    const connection = toConnection({ ...row, writesHere }, Date.now());
    if (connection === null) throw new AppError("internal/unexpected", { message: `${type} isn't in the registry` });
    return connection;
  });

export interface Connecting {
  readonly type: IntegrationType;
  readonly fields: Readonly<Record<string, string>>;
  readonly connectionId?: string | undefined;
}

const typed = (manifest: Manifest, fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const given = Object.fromEntries(manifest.fields.map(({ name }) => [name, (fields[name] ?? "").trim()]));
  const missing = manifest.fields.filter(({ name, required }) => required && given[name] === "");
  if (missing.length > 0)
    throw new AppError("request/invalid", { issues: missing.map(({ name, label }) => ({ path: ["fields", name], message: `${label} is needed` })) });
  return given;
};

/** Where the owner allows access, or the connection when what was typed works. Errors: integrations/* as the provider says. */
export const startConnecting = async (
  actor: Actor,
  { type, fields, connectionId }: Connecting,
): Promise<{ authUrl: string | null; connection: Connection | null }> => {
  requireScope(actor, "settings");
  const provider: Provider = providers[type];
  const again = connectionId === undefined ? null : await findConnectionRow(actor.userId, connectionId);
  if (connectionId !== undefined && again === null) throw new AppError("integrations/not-found");
  if (provider.prepare !== undefined) {
    const { secret, ...account } = await provider.prepare(typed(provider.manifest, fields), AbortSignal.timeout(prepareMaxMs));
    const found = { ...account, accessToken: JSON.stringify(secret), refreshToken: null, expiresAt: null, scopes: [] };
    return { authUrl: null, connection: await store(actor, type, found) };
  }
  const session = actor.sessionId === undefined ? {} : { sessionId: actor.sessionId };
  const { authUrl } = await connectIntegration({ type, userId: actor.userId, ...session, ...(again === null ? {} : { loginHint: again.account }) });
  return { authUrl, connection: null };
};

export interface ConsentAnswer {
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

/** The way back from the consent page. Errors: integrations/state-invalid, -access-denied, -scope-missing, -redirect-mismatch, -client-refused, -unreachable. */
export const finishConnecting = async (actor: Actor, { state, code, error }: ConsentAnswer): Promise<Connection> => {
  requireScope(actor, "settings");
  const taken = state === undefined ? null : await takeOAuthState(state, actor.userId, actor.sessionId);
  const type = taken === null ? null : typeOf(taken.integrationType);
  if (error !== undefined) throw type === null ? new AppError("integrations/access-denied", { message: error }) : oauthOf(type).consentError(error);
  if (taken === null || type === null || code === undefined) throw new AppError("integrations/state-invalid");
  const granted = await oauthOf(type).redeem(code, taken.codeVerifier);
  return store(actor, type, { ...granted, metadata: { name: granted.name } });
};
