import type { ReactNode } from "react";

export function Section({ title, about, children }: { readonly title: string; readonly about: string; readonly children: ReactNode }) {
  return (
    <section className="mt-10">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-ink-soft">{about}</p>
      <div className="mt-4">{children}</div>
    </section>
  );
}
