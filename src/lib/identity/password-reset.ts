/** A new password for somebody who can't sign in: by a link in a mail, or by one that the operator makes on the server's machine. */
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { mailerConfigured } from "@/lib/mailer";
import { recordAudit } from "@/lib/queries/audit";
import { countTokensOfUser, deleteTokensOfUser, holdTokensOfUser } from "@/lib/queries/identity-tokens";
import { transaction } from "@/lib/queries/transaction";
import { deleteSessionsOfUser, findAccess, findUserByEmail, markEmailVerified, savePasswordHash } from "@/lib/queries/users";
import { afterwards, linkTo, orderAccountMail, resetLifetimeMs as lifetimeMs } from "./account-mails";
import { hashNow } from "./prepared-hash";
import { ownerActor } from "./scopes";
import { issueToken, redeemToken } from "./tokens";

/** Links alive at once; beyond, no more mails: a mailbox can't be flooded through us. */
const aliveMax = 3;

const mailLink = async (email: string): Promise<void> => {
  const user = await findUserByEmail(email);
  if (user === null) return;
  await transaction(async () => {
    await holdTokensOfUser(user.id);
    if ((await countTokensOfUser(user.id, "password-reset")) >= aliveMax) return;
    const token = await issueToken("password-reset", user.id, { lifetimeMs, data: { mailed: user.email } });
    await orderAccountMail(user.id, "reset", user.email, token);
  });
};

/** Can links be mailed from here? The pages say so before anybody asks for one. */
export const canSendMail = (): boolean => mailerConfigured();

/** Mails a link if there is such an account; the answer is the same, and as fast, if there isn't. Errors: mailer/not-configured. */
export const requestPasswordReset = ({ email }: { readonly email: string }): void => {
  if (!mailerConfigured()) throw new AppError("mailer/not-configured");
  afterwards("mailing a reset link", () => mailLink(email));
};

/** A link for the operator to hand over, good for one use within an hour. Errors: identity/not-found. */
export const makeResetLink = async (email: string): Promise<string> => {
  const user = await findUserByEmail(email);
  if (user === null) throw new AppError("identity/not-found");
  const link = linkTo("reset-password", await issueToken("password-reset", user.id, { lifetimeMs }));
  await recordAudit(ownerActor(user.id, "command-line"), { action: "password.reset-link", subjectId: user.id });
  return link;
};

/** Also what was under way with the old password ends. */
const storePassword = (token: string, hash: string): Promise<void> =>
  transaction(async () => {
    const { userId, data } = await redeemToken("password-reset", token);
    if (userId === null) throw new AppError("identity/link-expired");
    await savePasswordHash(userId, hash, newId());
    await deleteSessionsOfUser(userId);
    await deleteTokensOfUser(userId, ["password-reset", "second-factor"]);
    // Whoever opened a link from a mailbox has shown that it is theirs.
    if (typeof data.mailed === "string") await markEmailVerified(userId, data.mailed);
    const access = mailerConfigured() ? await findAccess(userId) : null;
    if (access !== null) await orderAccountMail(userId, "password-changed", access.email);
    await recordAudit(ownerActor(userId, "system"), { action: "password.reset", subjectId: userId });
  });

/** Sets the password, uses the link up, ends every session, and says so by mail. Errors: identity/link-expired. */
export const resetPassword = async ({ token, password }: { readonly token: string; readonly password: string }): Promise<void> => {
  // The hash takes a tenth of a second; it is done before the transaction and whether or not the token is right.
  await storePassword(token, await hashNow(password));
};
