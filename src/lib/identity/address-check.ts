/** Is the address of an account its owner's? A link in a mail shows it. */
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { mailerConfigured } from "@/lib/mailer";
import { recordAudit } from "@/lib/queries/audit";
import { countTokensOfUser, holdTokensOfUser } from "@/lib/queries/identity-tokens";
import { transaction } from "@/lib/queries/transaction";
import { findAccess, markEmailVerified, type Access } from "@/lib/queries/users";
import { addressCheckLifetimeMs as lifetimeMs, afterwards, orderAccountMail } from "./account-mails";
import type { Actor } from "./contracts";
import { requirePerson } from "./confirmation";
import { ownerActor } from "./scopes";
import { issueToken, redeemToken } from "./tokens";

const aliveMax = 5;

/** With a list of who may come in, an address has to be proven before it opens anything, as soon as mail makes that possible. */
export const mustProveAddress = (): boolean => config().SIGNUP_ALLOWLIST !== undefined && mailerConfigured();

const orderLink = ({ id, email }: Pick<Access, "id" | "email">): Promise<void> =>
  transaction(async () => {
    await holdTokensOfUser(id);
    if ((await countTokensOfUser(id, "address-check")) >= aliveMax) return;
    await orderAccountMail(id, "address", email, await issueToken("address-check", id, { lifetimeMs, data: { mailed: email } }));
  });

/** Mails the link, at most five times a day, after the answer. */
export const mailAddressCheck = (user: Pick<Access, "id" | "email">): void => afterwards("mailing an address check", () => orderLink(user));

/** Errors: mailer/not-configured, identity/person-needed. */
export const requestAddressCheck = async (actor: Actor): Promise<void> => {
  requirePerson(actor);
  if (!mailerConfigured()) throw new AppError("mailer/not-configured");
  const access = await findAccess(actor.userId);
  if (access === null) throw new AppError("identity/not-found");
  if (!access.emailVerified) mailAddressCheck(access);
};

const store = (token: string): Promise<void> =>
  transaction(async () => {
    const { userId, data } = await redeemToken("address-check", token);
    if (userId === null || typeof data.mailed !== "string" || !(await markEmailVerified(userId, data.mailed))) throw new AppError("identity/link-expired");
    await recordAudit(ownerActor(userId, "system"), { action: "email.verify", subjectId: userId });
  });

/** Uses the link up. Errors: identity/link-expired. */
export const confirmAddress = (token: string): Promise<void> => store(token);
