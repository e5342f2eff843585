/** What an actor may do, and the actors that exist. */
import { AppError } from "@/lib/errors";
import { scopes, type Actor, type Scope } from "./contracts";

/** An owner acts with every scope; `via` says by which road, for the audit trail. */
export const ownerActor = (userId: string, via: Actor["via"], sessionId?: string): Actor => ({
  userId,
  via,
  scopes,
  ...(sessionId === undefined ? {} : { sessionId }),
});

/** Errors: identity/forbidden when the actor doesn't hold the scope. */
export const requireScope = (actor: Actor, scope: Scope): void => {
  if (!actor.scopes.includes(scope)) throw new AppError("identity/forbidden", { message: `${actor.via} lacks the scope ${scope}` });
};
