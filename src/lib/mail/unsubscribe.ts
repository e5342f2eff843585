/**
 * Getting off a list, when its owner says so and never before. The address is the sender's: it is called like any address that somebody
 * typed, gets nothing of the owner's (no cookies, no name), and its answer is only looked at for yes or no.
 */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import { safeFetch } from "@/lib/http/safe-fetch";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findMailContent, markUnsubscribed, type StoredMailContent, type StoredUnsubscribe } from "@/lib/queries/mail-contents";
import { findMailRow } from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import { ComposedMailSchema, type ReadMail, type unsubscribeSenderEndpoint } from "./contracts";
import type { VerbOptions } from "./verb-options";
import { sendMail } from "./write-mail";

type Done = z.input<typeof unsubscribeSenderEndpoint.output>;

const requestMs = 15_000;
const answerMax = 2 * 1024 * 1024;

const mailtoOf = (mailto: string | null): { email: string; subject: string; body: string } | null => {
  const url = mailto === null ? null : URL.parse(mailto);
  if (url === null) return null;
  const email = z
    .email()
    .max(254)
    .safeParse(
      url.pathname
        .split(/[,;]|%2C/i)[0]
        ?.replace(/%40/, "@")
        .trim()
        .toLowerCase(),
    ).data;
  if (email === undefined) return null;
  return { email, subject: (url.searchParams.get("subject") ?? "unsubscribe").slice(0, 300), body: (url.searchParams.get("body") ?? "").slice(0, 2_000) };
};

const howOf = ({ https, mailto, oneClick }: StoredUnsubscribe): Done["how"] | null => {
  if (https !== null && oneClick) return "request";
  if (mailtoOf(mailto) !== null) return "mail";
  return https === null ? null : "page";
};

/** How to get off the list, for showing it. */
export const unsubscribeShown = (content: StoredMailContent | undefined): ReadMail["unsubscribe"] => {
  const way = content?.unsubscribe ?? null;
  const how = way === null ? null : howOf(way);
  if (content === undefined || way === null || how === null) return null;
  const host = how === "mail" ? (mailtoOf(way.mailto)?.email ?? "") : (URL.parse(way.https ?? "")?.hostname ?? "");
  return { how, host, url: how === "page" ? way.https : null, done: content.unsubscribedAt !== null };
};

/** Errors: mail/not-found. Null where the mail names no way off a list. */
export const getListExit = async (actor: Actor, { mailId }: { readonly mailId: string }): Promise<ReadMail["unsubscribe"]> => {
  requireScope(actor, "mail:read");
  if ((await findMailRow(actor.userId, mailId)) === null) throw new AppError("mail/not-found");
  return unsubscribeShown((await findMailContent(actor.userId, mailId)) ?? undefined);
};

/** RFC 8058: this body, by POST, and nothing else. */
const request = async (address: string): Promise<void> => {
  try {
    const { response } = await safeFetch(address, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
      bytesMax: answerMax,
      signal: AbortSignal.timeout(requestMs),
    });
    if (!response.ok) throw new AppError("mail/unsubscribe-failed", { message: `the list answered ${response.status}` });
  } catch (error) {
    if (isAppError(error) && error.code === "mail/unsubscribe-failed") throw error;
    throw new AppError("mail/unsubscribe-failed", { message: isAppError(error) ? error.code : "the list can't be reached" });
  }
};

/** Errors: mail/not-found, mail/no-list, mail/unsubscribe-failed. */
export const unsubscribe = async (actor: Actor, { mailId }: { readonly mailId: string }, options: VerbOptions = {}): Promise<Done> => {
  requireScope(actor, "mail:write");
  const [mail, content] = await Promise.all([findMailRow(actor.userId, mailId), findMailContent(actor.userId, mailId)]);
  if (mail === null) throw new AppError("mail/not-found");
  const way = content?.unsubscribe ?? null;
  const how = way === null ? null : howOf(way);
  if (way === null || how === null) throw new AppError("mail/no-list");
  if (how === "page") return { how, url: way.https, undo: null };
  const done = (): Promise<boolean> =>
    transaction(async () => {
      await recordAudit(actor, { action: "mail.unsubscribe", subjectId: mailId, after: { how, from: mail.fromEmail } });
      return markUnsubscribed(actor.userId, mailId);
    });
  const to = mailtoOf(way.mailto);
  if (how === "mail" && to !== null) {
    const letter = ComposedMailSchema.parse({ to: [{ email: to.email }], subject: to.subject, body: to.body, answersId: mailId, how: "reply" });
    const { undo } = await sendMail(actor, letter, options);
    await done();
    return { how, url: null, undo };
  }
  await request(way.https ?? "");
  await done();
  return { how, url: null, undo: null };
};
