/** Sending one mail of this room exactly once, or keeping it where this server can't send any. */
import { config, publicOrigin } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { mailerConfigured, sendMail } from "@/lib/mailer";
import type { NoticeRulesRow } from "@/lib/queries/notice-settings";
import type { MailText } from "../core/mail-words";
import type { MailSubject } from "../unsubscribe";
import { unsubscribeHeaders } from "../unsubscribe";
import type { Settled, Surroundings } from "./channel";

export interface OwnersMail {
  /** Of the delivery: its Message-ID is made of it, so that a second copy could be recognised. */
  readonly id: string;
  readonly userId: string;
  readonly owner: NoticeRulesRow;
  readonly subject: MailSubject;
  readonly words: MailText;
  readonly surroundings: Pick<Surroundings, "keepMail">;
  readonly signal: AbortSignal;
}

const hostOf = (): string => new URL(publicOrigin()).hostname;

const senderAddress = (): string => {
  const own = config().MAIL_FROM ?? "";
  return (/<([^<>]+)>/.exec(own)?.[1] ?? own) || `perin@${hostOf()}`;
};

/** The connection broke after the mail was handed over, or nobody answered: the server may have it. */
const mayHaveArrived = (error: unknown): boolean => {
  const cause = (error as { cause?: { statusCode?: unknown; code?: unknown } } | null)?.cause;
  return cause?.statusCode === 502 || cause?.code === "resilience/deadline";
};

/** Errors: mailer/unavailable and mailer/misconfigured, when it surely didn't go out. */
export const sendOwnersMail = async (mail: OwnersMail): Promise<Settled> => {
  const { id, userId, owner, subject, words, surroundings, signal } = mail;
  if (!mailerConfigured()) {
    const [from, to] = [
      { email: senderAddress(), name: "Perin" },
      { email: owner.email, name: owner.name },
    ];
    await surroundings.keepMail(userId, { id, from, to, subject: words.subject, body: words.text });
    return { state: "kept", reason: "this server can't send mail" };
  }
  // Confirmed when it was planned, but an address can be changed since.
  if (!owner.emailVerified) return { state: "dropped", reason: "the address isn't confirmed" };
  try {
    const headers = unsubscribeHeaders(userId, subject);
    const { refused } = await sendMail({ to: owner.email, ...words, headers, messageId: `<${id}@${hostOf()}>` }, signal);
    return refused.length > 0 ? { state: "failed", reason: "mailer/refused" } : { state: "sent", reason: null };
  } catch (error) {
    if (mayHaveArrived(error)) return { state: "unknown", reason: "cut off in the middle" };
    if (isAppError(error) && (error.code === "mailer/refused" || error.code === "mailer/invalid")) return { state: "failed", reason: error.code };
    throw error;
  }
};
