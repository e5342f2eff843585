import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { PictureForm } from "@/components/settings/picture-form";
import { ProfileForm } from "@/components/settings/profile-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { hasPicture } from "@/lib/identity/service";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { profile } = await currentOwner();
  return (
    <SettingsSection title="Profile" about="How Perin speaks to you and writes times.">
      <PictureForm shown={await hasPicture(profile)} name={profile.name} />
      <ProfileForm profile={profile} />
    </SettingsSection>
  );
}
