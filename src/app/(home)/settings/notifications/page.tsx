import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { NotificationChoices } from "@/components/settings/notification-choices";
import { BriefForm } from "@/components/settings/brief-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { getBriefSettings } from "@/lib/briefs/service";
import { notificationKinds } from "@/lib/notifications/contracts";
import { listNotificationChoices } from "@/lib/notifications/service";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const { actor } = await currentOwner();
  const [{ choices }, brief] = await Promise.all([listNotificationChoices(actor), getBriefSettings(actor)]);
  return (
    <>
      <SettingsSection title="Notifications" about="What you are told under the bell while Perin is open, and find there later.">
        <NotificationChoices choices={choices.map((choice) => ({ ...choice, ...notificationKinds[choice.kind] }))} />
      </SettingsSection>
      <SettingsSection title="Daily brief" about="A few sentences on what the day holds, on the page Today and under the bell.">
        <BriefForm settings={brief} />
      </SettingsSection>
    </>
  );
}
