import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { HoursForm } from "@/components/settings/hours-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { getAvailability } from "@/lib/scheduling/service";

export const metadata: Metadata = { title: "Working hours" };

export default async function HoursPage() {
  const { actor, profile } = await currentOwner();
  return (
    <SettingsSection title="Working hours" about="When you can be met. Perin offers no other times.">
      <HoursForm rules={await getAvailability(actor)} weekStart={profile.weekStart} locale={profile.locale} />
    </SettingsSection>
  );
}
