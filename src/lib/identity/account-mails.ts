/** The mails about an account, and sending them after the answer: how long a mail takes must not tell whether an account exists. */
import { publicOrigin } from "@/lib/config";
import { logger } from "@/lib/logger";
import { sendMail } from "@/lib/mailer";

/** Links carry their token behind the #: browsers send that part to nobody, so no log and no Referer holds it. */
export const linkTo = (page: "reset-password" | "verify-email", token: string): string => `${publicOrigin()}/${page}#${token}`;

export const sendResetMail = async (to: string, token: string): Promise<void> => {
  await sendMail({
    to,
    subject: "Set a new password for Perin",
    text: `Somebody, probably you, asked for a new password for your account at ${publicOrigin()}.

Open this link within an hour to set one. It works once:

${linkTo("reset-password", token)}

If it wasn't you, do nothing: your password stays as it is.`,
  });
};

export const sendAddressMail = async (to: string, token: string): Promise<void> => {
  await sendMail({
    to,
    subject: "Confirm your e-mail address for Perin",
    text: `An account at ${publicOrigin()} was made with this address.

Open this link within a day to confirm that the address is yours. It works once:

${linkTo("verify-email", token)}

If it wasn't you, do nothing.`,
  });
};

export const sendPasswordChangedMail = async (to: string): Promise<void> => {
  await sendMail({
    to,
    subject: "Your password for Perin was changed",
    text: `The password of your account at ${publicOrigin()} was changed, and every session was ended.

If that wasn't you, set a new one now: ${publicOrigin()}/forgot-password`,
  });
};

/** Does what nobody waits for; a failure is logged by its code. */
export const afterwards = (what: string, work: () => Promise<void>): void => {
  void Promise.resolve()
    .then(work)
    .catch((error: unknown) => logger.warn(`${what} failed`, { error }));
};
