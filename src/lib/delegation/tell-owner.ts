/** What an owner has to be told of their links, by every channel they want it on. In the transaction of what it tells of. */
import { notify, type NewNotice } from "@/lib/notifications/service";

/** What earlier releases left in the outbox where a mail was owed; mails are the notifications room's own now. */
export interface OwnerNews {
  readonly kind: "owner";
  readonly notificationId: string;
}

export const tellOwner = async (userId: string, notice: NewNotice): Promise<void> => {
  await notify(userId, notice);
};
