/**
 * Pictures of a mail, when its owner asks for them and never before. A picture is named by its number in that mail, so nothing else can be
 * asked for. This server fetches it as it fetches any address that somebody typed, without cookies, referrer or name: its sender learns that
 * somebody looked, and not from where. Whatever goes wrong has one answer, so that nobody's network can be felt out by it.
 */
import type { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import { safeFetch } from "@/lib/http/safe-fetch";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { findMailContent } from "@/lib/queries/mail-contents";
import { findMailRow } from "@/lib/queries/mails";
import type { getMailPictureEndpoint } from "./contracts";
import { pictureTypeOf, type MailPictureType } from "./core/picture-type";
import { safeHtml } from "./core/safe-html";

const fetchMs = 10_000;
const bytesMax = 5 * 1024 * 1024;

export interface MailPicture {
  readonly type: MailPictureType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const fetched = async (address: string): Promise<MailPicture> => {
  const accept = "image/avif,image/webp,image/png,image/jpeg,image/gif";
  const { response } = await safeFetch(address, { headers: { accept }, bytesMax, signal: AbortSignal.timeout(fetchMs) });
  if (!response.ok) throw new AppError("mail/no-picture", { message: `its server answered ${response.status}` });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = pictureTypeOf(bytes);
  if (type === null) throw new AppError("mail/no-picture", { message: "it isn't a picture of a kind that is shown" });
  return { type, bytes };
};

/** Errors: mail/not-found; mail/no-picture for a number that isn't in that mail, and for whatever can't be fetched or isn't a picture. */
export const getMailPicture = async (actor: Actor, { mailId, picture }: z.output<typeof getMailPictureEndpoint.input>): Promise<MailPicture> => {
  requireScope(actor, "mail:read");
  const [mail, content] = await Promise.all([findMailRow(actor.userId, mailId), findMailContent(actor.userId, mailId)]);
  if (mail === null) throw new AppError("mail/not-found");
  const address = content?.html == null ? undefined : safeHtml(content.html)?.pictures[picture];
  if (address === undefined) throw new AppError("mail/no-picture", { message: "the mail has no picture of that number" });
  try {
    return await fetched(address);
  } catch (error) {
    if (isAppError(error) && error.code === "mail/no-picture") throw error;
    throw new AppError("mail/no-picture", { message: isAppError(error) ? error.code : "its server can't be reached" });
  }
};
