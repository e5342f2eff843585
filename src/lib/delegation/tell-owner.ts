/** What an owner has to be told of their links: on the page at once, and by mail where this server sends any. In the transaction of what it tells of. */
import { newId } from "@/lib/ids";
import { notify, type NewNotice } from "@/lib/notifications/service";
import { createOutboxMessages } from "@/lib/queries/outbox";

/** The mail is written out of the notification when it goes out: without one, because the owner doesn't want that kind or it is gone, there is none. */
export interface OwnerNews {
  readonly kind: "owner";
  readonly notificationId: string;
}

export const tellOwner = async (userId: string, notice: NewNotice): Promise<void> => {
  const news: OwnerNews = { kind: "owner", notificationId: newId() };
  await notify(userId, { ...notice, id: news.notificationId });
  await createOutboxMessages(userId, [{ id: newId(), topic: "link.mail", payload: { ...news } }]);
};
