import type { Metadata } from "next";
import Link from "next/link";
import { currentOwner } from "@/app/_composition/current-owner";
import { BriefForm } from "@/components/settings/brief-form";
import { BrowserNotifications } from "@/components/settings/browser-notifications";
import { NotificationChoices } from "@/components/settings/notification-choices";
import { NotificationTimes } from "@/components/settings/notification-times";
import { SettingsSection } from "@/components/settings/settings-section";
import { getBriefSettings } from "@/lib/briefs/service";
import { describeSecurity } from "@/lib/identity/service";
import { kindIds, notificationKinds } from "@/lib/notifications/contracts";
import { getNotificationSettings, listNotificationChoices } from "@/lib/notifications/service";
import { formatZone } from "@/lib/time/format";

export const metadata: Metadata = { title: "Notifications" };

/** Where mails go, or why they don't. */
function MailNote({ email, emailVerified, mail }: { readonly email: string; readonly emailVerified: boolean; readonly mail: boolean }) {
  if (!mail) return <>This server can’t send mail. What would have been sent is kept in your Outbox.</>;
  if (emailVerified) return <>Mails go to {email}.</>;
  return (
    <>
      Mails go out once {email} is confirmed.{" "}
      <Link href="/settings/security" className="text-accent-text underline">
        Confirm it
      </Link>
    </>
  );
}

export default async function NotificationsPage() {
  const { actor, profile } = await currentOwner();
  const [{ choices }, settings, brief, security] = await Promise.all([
    listNotificationChoices(actor),
    getNotificationSettings(actor),
    getBriefSettings(actor),
    describeSecurity(actor),
  ]);
  const rows = kindIds.map((kind) => {
    const { label, about } = notificationKinds[kind];
    return { kind, label, about, wanted: Object.fromEntries(choices.filter((each) => each.kind === kind).map(({ channel, wanted }) => [channel, wanted])) };
  });
  return (
    <>
      <SettingsSection title="Notifications" about="What you are told, and where: inside Perin, by mail, or by push to browsers that allow it.">
        <div className="space-y-4">
          <BrowserNotifications />
          <NotificationChoices rows={rows} />
          <p className="text-sm text-ink-soft">
            <MailNote email={security.email} emailVerified={security.emailVerified} mail={security.mail} />
          </p>
        </div>
      </SettingsSection>
      <SettingsSection title="When" about="Reminders, quiet hours and the digest, by your own clock.">
        <NotificationTimes settings={settings} kinds={rows.map(({ kind, label }) => ({ kind, label }))} zone={formatZone(profile.zone)} />
      </SettingsSection>
      <SettingsSection title="Daily brief" about="A few sentences on what the day holds, on the page Today and wherever you are told of it.">
        <BriefForm settings={brief} />
      </SettingsSection>
    </>
  );
}
