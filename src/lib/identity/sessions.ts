/** Who is asking, as the request's cookie says, and where else that person is signed in. */
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/queries/audit";
import { transaction } from "@/lib/queries/transaction";
import { deleteSession, deleteSessionsOfUser, findSessionByToken, listSessionsOfUser } from "@/lib/queries/users";
import type { Actor, Profile, Session } from "./contracts";
import { describeDevice } from "./core/describe-device";
import { ownerActor, requireScope } from "./scopes";
import { readSessionToken } from "./session-cookie";
import { hashOf } from "./tokens";

export interface SignedIn {
  readonly actor: Actor;
  readonly role: Profile["role"];
}

/** The session behind these headers; null when there is none, it has expired or its cookie isn't ours. */
export const findSignedIn = async (headers: Headers): Promise<SignedIn | null> => {
  const token = readSessionToken(headers);
  const session = token === null ? null : await findSessionByToken(hashOf(token));
  if (session === null || Date.parse(session.expiresAt) <= Date.now()) return null;
  return { actor: ownerActor(session.userId, "session", session.sessionId), role: session.role };
};

/** The owner who sent this request, or null. */
export const actorFromRequest = async (request: Request): Promise<Actor | null> => (await findSignedIn(request.headers))?.actor ?? null;

/** The owner who sent this request. Errors: identity/unauthenticated. */
export const requireActor = async (request: Request): Promise<Actor> => {
  const actor = await actorFromRequest(request);
  if (actor === null) throw new AppError("identity/unauthenticated");
  return actor;
};

/** Where the owner is signed in, newest first. */
export const listSessions = async (actor: Actor): Promise<Session[]> => {
  requireScope(actor, "settings");
  const rows = await listSessionsOfUser(actor.userId);
  return rows.map((row) => ({
    id: row.id,
    current: row.id === actor.sessionId,
    device: describeDevice(row.userAgent ?? ""),
    ipAddress: row.ipAddress === "" ? null : row.ipAddress,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  }));
};

/** Ends one of the owner's sessions. Errors: identity/not-found, also for somebody else's. */
export const revokeSession = (actor: Actor, sessionId: string): Promise<void> =>
  transaction(async () => {
    requireScope(actor, "settings");
    if (!(await deleteSession(actor.userId, sessionId))) throw new AppError("identity/not-found");
    await recordAudit(actor, { action: "session.revoke", subjectId: sessionId });
  });

/** Ends this session, or all of the owner's. Answers how many ended. */
export const signOut = (actor: Actor, { everywhere }: { readonly everywhere: boolean }): Promise<number> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const ended = everywhere
      ? await deleteSessionsOfUser(actor.userId)
      : Number(actor.sessionId !== undefined && (await deleteSession(actor.userId, actor.sessionId)));
    await recordAudit(actor, {
      action: everywhere ? "session.sign-out-everywhere" : "session.sign-out",
      ...(actor.sessionId === undefined ? {} : { subjectId: actor.sessionId }),
    });
    return ended;
  });
