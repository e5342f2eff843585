/** A session for somebody who has proved who they are by other means than a password alone; written as better-auth writes its own. */
import { randomBytes } from "node:crypto";
import { clientAddress } from "@/lib/http/client-address";
import { newId } from "@/lib/ids";
import { createSession, findAccess } from "@/lib/queries/users";
import { AppError } from "@/lib/errors";
import type { Account } from "./contracts";
import { sessionCookie } from "./session-cookie";
import { hashOf } from "./tokens";

export interface Entrance {
  readonly user: Account;
  /** Set-Cookie values for the answer. */
  readonly cookies: readonly string[];
}

const longSeconds = 30 * 24 * 60 * 60;
/** Without "remember me" the browser forgets the cookie when it closes, and we a day later. */
const shortSeconds = 24 * 60 * 60;

/** Errors: identity/not-found when the account is gone. */
export const openSession = async (userId: string, headers: Headers, rememberMe: boolean): Promise<Entrance> => {
  const access = await findAccess(userId);
  if (access === null) throw new AppError("identity/not-found");
  const token = randomBytes(24).toString("base64url");
  await createSession({
    id: newId(),
    userId,
    tokenHash: hashOf(token),
    lifetimeSeconds: rememberMe ? longSeconds : shortSeconds,
    ipAddress: clientAddress(headers),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 500),
  });
  return { user: { id: access.id, name: access.name, email: access.email }, cookies: [sessionCookie(token, rememberMe ? longSeconds : null)] };
};
