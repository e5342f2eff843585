/** Keys by which programs act for an owner, within the scopes they were given. Shown once; only the hash stays. */
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { countApiKeys, createApiKey, deleteApiKey, findApiKeyByHash, listApiKeys as listKeys, markApiKeyUsed } from "@/lib/queries/api-keys";
import { transaction } from "@/lib/queries/transaction";
import { requireFresh, requirePerson } from "./confirmation";
import { scopes, type Actor, type ApiKey, type NewApiKey, type Scope } from "./contracts";
import { requireScope } from "./scopes";
import type { SignedIn } from "./sessions";
import { hashOf, newSecret } from "./tokens";

const prefix = "perin_";
const keysMax = 50;

const keyIn = (headers: Headers): string | null => {
  const [scheme = "", key = ""] = (headers.get("authorization") ?? "").split(" ");
  return scheme.toLowerCase() === "bearer" && key.startsWith(prefix) ? key : null;
};

/** Does the request come with something that looks like one of our keys? */
export const hasApiKey = (headers: Headers): boolean => keyIn(headers) !== null;

const isScope = (name: string): name is Scope => (scopes as readonly string[]).includes(name);

/** The owner behind the key of a request; null for a key that is unknown, revoked or too old. A key never acts as the operator. */
export const findKeyOwner = async (headers: Headers): Promise<SignedIn | null> => {
  const key = keyIn(headers);
  const owner = key === null ? null : await findApiKeyByHash(hashOf(key));
  if (owner === null) return null;
  if (owner.stale) await markApiKeyUsed(owner.id);
  return { actor: { userId: owner.userId, via: "api-key", scopes: owner.scopes.filter(isScope) }, role: "owner" };
};

export const listApiKeys = async (actor: Actor): Promise<readonly ApiKey[]> => {
  requirePerson(actor);
  return listKeys(actor.userId);
};

/** The whole key is in this answer and nowhere else. Errors: identity/confirm-first, identity/too-many. */
export const makeApiKey = async (actor: Actor, input: NewApiKey): Promise<{ readonly apiKey: ApiKey; readonly key: string }> => {
  await requireFresh(actor);
  return transaction(async () => {
    requireScope(actor, "settings");
    if ((await countApiKeys(actor.userId)) >= keysMax) throw new AppError("identity/too-many");
    const key = `${prefix}${newSecret()}`;
    const apiKey = await createApiKey({
      id: newId(),
      userId: actor.userId,
      name: input.name,
      hash: hashOf(key),
      start: key.slice(0, prefix.length + 4),
      scopes: [...new Set(input.scopes)],
      days: input.days,
    });
    await recordAudit(actor, {
      action: "api-key.create",
      subjectId: apiKey.id,
      after: { name: apiKey.name, scopes: apiKey.scopes, expiresAt: apiKey.expiresAt },
    });
    return { apiKey, key };
  });
};

/** Errors: identity/not-found, also for somebody else's. */
export const revokeApiKey = (actor: Actor, id: string): Promise<void> =>
  transaction(async () => {
    requireScope(actor, "settings");
    requirePerson(actor);
    if (!(await deleteApiKey(actor.userId, id))) throw new AppError("identity/not-found");
    await recordAudit(actor, { action: "api-key.revoke", subjectId: id });
  });
