/** How an account can be entered, for its owner. */
import { AppError } from "@/lib/errors";
import { mailerConfigured } from "@/lib/mailer";
import { countRecoveryCodes } from "@/lib/queries/authenticators";
import { listPasskeys } from "@/lib/queries/passkeys";
import { findAccess } from "@/lib/queries/users";
import { requirePerson } from "./confirmation";
import type { Actor, SecurityOverview } from "./contracts";
import { googleSignInConfigured } from "./google-client";

/** Errors: identity/person-needed, identity/not-found. */
export const describeSecurity = async (actor: Actor): Promise<SecurityOverview> => {
  requirePerson(actor);
  const access = await findAccess(actor.userId);
  if (access === null) throw new AppError("identity/not-found");
  const [recoveryCodesLeft, passkeys] = await Promise.all([countRecoveryCodes(actor.userId), listPasskeys(actor.userId)]);
  return {
    email: access.email,
    emailVerified: access.emailVerified,
    mail: mailerConfigured(),
    password: access.passwordHash !== null,
    totp: { on: access.totp, recoveryCodesLeft },
    passkeys: [...passkeys],
    google: { configured: googleSignInConfigured(), connectedAs: access.googleEmail },
  };
};
