import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { ProfileForm } from "@/components/settings/profile-form";
import { SettingsSection } from "@/components/settings/settings-section";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { profile } = await currentOwner();
  return (
    <SettingsSection title="Profile" about="How Perin speaks to you and writes times.">
      <ProfileForm profile={profile} />
    </SettingsSection>
  );
}
