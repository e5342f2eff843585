/** A conversation as it is read: its mails with what they brought beside their text. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor, Profile } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { listMailContents, type StoredMailContent } from "@/lib/queries/mail-contents";
import { findMailRow, listThreadRows, type StoredMail } from "@/lib/queries/mails";
import type { getThreadEndpoint, ReadMail } from "./contracts";
import { safeHtml } from "./core/safe-html";
import { readInvitation } from "./invitations";
import { toMail } from "./stored-mail";
import { unsubscribeShown } from "./unsubscribe";

const threadMax = 100;
/** Older ones of a long conversation are shown by their text. */
const htmlMax = 10;

const readMail = async (actor: Actor, profile: Profile, row: StoredMail, content: StoredMailContent | undefined): Promise<ReadMail> => {
  const shown = content?.html == null ? null : safeHtml(content.html);
  return {
    ...toMail(row),
    html: shown?.html ?? null,
    picturesLeftOut: shown?.leftOut ?? false,
    pictures: shown?.pictures.length ?? 0,
    invitation: content?.calendar == null ? null : ((await readInvitation(actor, profile, row, content.calendar))?.shown ?? null),
    unsubscribe: row.state === "received" ? unsubscribeShown(content) : null,
  };
};

/** One mail with the others of its conversation, oldest first. Errors: mail/not-found. */
export const getThread = async (actor: Actor, { mailId }: z.output<typeof getThreadEndpoint.input>): Promise<{ mails: ReadMail[]; more: boolean }> => {
  requireScope(actor, "mail:read");
  const mail = await findMailRow(actor.userId, mailId);
  if (mail === null) throw new AppError("mail/not-found");
  const [profile, rows] = await Promise.all([findProfile(actor), listThreadRows(actor.userId, mail.threadId, mail.folder === "trash", threadMax + 1)]);
  const shown = rows.slice(-threadMax);
  const rich = new Set([mailId, ...shown.slice(-htmlMax).map(({ id }) => id)]);
  const contents = new Map((await listMailContents(actor.userId, [...rich])).map((content) => [content.mailId, content]));
  const mails: ReadMail[] = [];
  for (const row of shown) mails.push(await readMail(actor, profile, row, contents.get(row.id)));
  return { mails, more: rows.length > threadMax };
};
