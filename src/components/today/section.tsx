import type { ReactNode } from "react";

/** One part of the page of the morning. */
export function Section({ title, more, children }: { readonly title: string; readonly more?: ReactNode; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="flex min-h-7 items-baseline justify-between gap-4">
        <h2 className="text-sm font-medium text-ink-soft">{title}</h2>
        {more}
      </div>
      <div className="mt-2">{children}</div>
    </section>
  );
}
