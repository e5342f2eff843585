/** The frame of all settings: what there is to set, and one matter at a time beside it. */
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";

export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="relative mx-auto w-full max-w-4xl px-4 py-6 sm:px-6 lg:py-10">
      <h1 className="text-2xl font-semibold tracking-tight">Settings</h1>
      <div className="mt-5 gap-10 lg:grid lg:grid-cols-[11rem_minmax(0,1fr)]">
        <SettingsNav />
        <div className="min-w-0 pt-6 lg:pt-0">{children}</div>
      </div>
    </div>
  );
}
