/** A notice as a mail of its own. */
import { publicOrigin } from "@/lib/config";
import { isNotificationKind } from "../contracts";
import { mailLanguage, writeNoticeMail } from "../core/mail-words";
import { unsubscribePage } from "../unsubscribe";
import type { ChannelSender } from "./channel";
import { sendOwnersMail } from "./send-mail";

export const settingsPage = (): string => `${publicOrigin()}/settings/notifications`;

export const emailChannel: ChannelSender = {
  repeatable: false,
  send: ({ userId, owner, notice, surroundings, signal }) => {
    const { id, kind, title, body, href } = notice;
    // A release that no longer knows the kind has nothing to say about it.
    if (!isNotificationKind(kind)) return Promise.resolve({ state: "dropped", reason: "its kind is gone" });
    const places = { open: href === null ? null : `${publicOrigin()}${href}`, stop: unsubscribePage(userId, kind), settings: settingsPage() };
    const words = writeNoticeMail({ title, body }, mailLanguage(owner.locale), places);
    return sendOwnersMail({ id, userId, owner, subject: kind, words, surroundings, signal });
  },
};
