/** What an owner told Perin about themselves. */
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/queries/audit";
import { findOperatorId, findProfileByUserId, saveProfile } from "@/lib/queries/profiles";
import { transaction } from "@/lib/queries/transaction";
import { findUserByEmail } from "@/lib/queries/users";
import type { Account, Actor, Profile, updateProfileEndpoint } from "./contracts";
import { requireScope } from "./scopes";

/** The actor's own profile. Errors: identity/not-found when the account is gone. */
export const findProfile = async (actor: Actor): Promise<Profile> => {
  const profile = await findProfileByUserId(actor.userId);
  if (profile === null) throw new AppError("identity/not-found");
  return profile;
};

export type ProfilePatch = z.output<typeof updateProfileEndpoint.input>;

/** Changes the fields given and answers the whole profile; where they stand so already, nothing has happened. Errors: identity/not-found, identity/forbidden. */
export const updateProfile = (actor: Actor, patch: ProfilePatch): Promise<Profile> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const before = await findProfile(actor);
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Profile>;
    const after: Profile = { ...before, ...given };
    if (isDeepStrictEqual(before, after)) return after;
    await saveProfile(actor.userId, after);
    await recordAudit(actor, { action: "profile.update", subjectId: actor.userId, before, after });
    return after;
  });

/** The account with this address, for scripts that act as somebody (`perin --as`), or null. */
export const findAccountByEmail = (email: string): Promise<Account | null> => findUserByEmail(email);

/** The operator's account id; null while the server has no operator. */
export const findOperator = (): Promise<string | null> => findOperatorId();
