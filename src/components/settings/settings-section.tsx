import type { ReactNode } from "react";

/** One matter of the settings: its name, what it is for, and the controls. */
export function SettingsSection({ title, about, children }: { readonly title: string; readonly about: string; readonly children: ReactNode }) {
  return (
    <section className="not-first:mt-12">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-ink-soft">{about}</p>
      <div className="mt-6">{children}</div>
    </section>
  );
}
