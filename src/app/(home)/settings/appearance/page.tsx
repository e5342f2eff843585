import type { Metadata } from "next";
import { cookies } from "next/headers";
import { SettingsSection } from "@/components/settings/settings-section";
import { ThemeChoice } from "@/components/settings/theme-choice";

export const metadata: Metadata = { title: "Appearance" };

export default async function AppearancePage() {
  const chosen = (await cookies()).get("perin-theme")?.value;
  return (
    <SettingsSection title="Appearance" about="Kept in this browser.">
      <ThemeChoice initial={chosen === "light" || chosen === "dark" ? chosen : "system"} />
    </SettingsSection>
  );
}
