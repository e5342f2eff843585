import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { NotificationPage } from "@/components/notifications/notification-page";
import { listNotifications } from "@/lib/notifications/service";

export const metadata: Metadata = { title: "Notifications" };

export default async function Page() {
  const { actor } = await currentOwner();
  const nowMs = Temporal.Now.instant().epochMilliseconds;
  const { notifications, nextCursor } = await listNotifications(actor);
  return <NotificationPage notifications={notifications} nextCursor={nextCursor} nowMs={nowMs} />;
}
