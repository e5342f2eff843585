/**
 * The mails about an account. They go through the outbox: ordered after the answer, because how long a mail takes must not tell whether an account
 * exists, and from then on kept until the mail server has them. A token waits there sealed, never in clear.
 */
import { publicOrigin } from "@/lib/config";
import { newId } from "@/lib/ids";
import { logger } from "@/lib/logger";
import { sendMail } from "@/lib/mailer";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { findAccess } from "@/lib/queries/users";
import { openToken, sealToken } from "@/lib/secrets";

/** Links carry their token behind the #: browsers send that part to nobody, so no log and no Referer holds it. */
export const linkTo = (page: "reset-password" | "verify-email", token: string): string => `${publicOrigin()}/${page}#${token}`;

export const resetLifetimeMs = 60 * 60_000;
export const addressCheckLifetimeMs = 24 * 60 * 60_000;

interface Letter {
  readonly subject: string;
  /** After this the link in it would be dead. */
  readonly freshMs: number;
  readonly text: (token: string) => string;
}

const letters = {
  reset: {
    subject: "Set a new password for Perin",
    freshMs: resetLifetimeMs,
    text: (token) => `Somebody, probably you, asked for a new password for your account at ${publicOrigin()}.

Open this link within an hour to set one. It works once:

${linkTo("reset-password", token)}

If it wasn't you, do nothing: your password stays as it is.`,
  },
  address: {
    subject: "Confirm your e-mail address for Perin",
    freshMs: addressCheckLifetimeMs,
    text: (token) => `An account at ${publicOrigin()} was made with this address.

Open this link within a day to confirm that the address is yours. It works once:

${linkTo("verify-email", token)}

If it wasn't you, do nothing.`,
  },
  "password-changed": {
    subject: "Your password for Perin was changed",
    freshMs: 24 * 60 * 60_000,
    text: () => `The password of your account at ${publicOrigin()} was changed, and every session was ended.

If that wasn't you, set a new one now: ${publicOrigin()}/forgot-password`,
  },
} as const satisfies Record<string, Letter>;

type AccountLetter = keyof typeof letters;
const isLetter = (name: string): name is AccountLetter => Object.hasOwn(letters, name);

const placeOf = (messageId: string): string => `outbox:${messageId}`;

/** In the transaction that makes the token. Only its address at that moment gets it: a link shows who owns that mailbox. */
export const orderAccountMail = async (userId: string, letter: AccountLetter, to: string, token: string | null = null): Promise<void> => {
  const id = newId();
  await createOutboxMessages(userId, [{ id, topic: "account.mail", payload: { letter, sealed: sealToken(JSON.stringify({ to, token }), placeOf(id)) } }]);
};

interface Message {
  readonly id: string;
  readonly userId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
}

/** The receiver of "account.mail". Errors: the mailer's, which say whether to try again; secrets/unreadable. */
export const deliverAccountMail = async ({ id, userId, payload, createdAt }: Message, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
  const name = String(payload.letter);
  if (!isLetter(name)) return;
  const letter: Letter = letters[name];
  if (Date.now() - Date.parse(createdAt) > letter.freshMs || (await findAccess(userId)) === null) return;
  const { to, token } = JSON.parse(openToken(String(payload.sealed), placeOf(id))) as { to: string; token: string | null };
  const messageId = `<${id}@${new URL(publicOrigin()).hostname}>`;
  await sendMail({ to, subject: letter.subject, text: letter.text(token ?? ""), messageId }, signal);
};

/** Does what nobody waits for; a failure is logged by its code. */
export const afterwards = (what: string, work: () => Promise<void>): void => {
  void Promise.resolve()
    .then(work)
    .catch((error: unknown) => logger.warn(`${what} failed`, { error }));
};
