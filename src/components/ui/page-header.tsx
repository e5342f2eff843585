import type { ReactNode } from "react";

/** The head of a page that is a list: what it is, what it is for, what can be done. */
export function PageHeader({ title, about, actions }: { readonly title: string; readonly about: ReactNode; readonly actions?: ReactNode }) {
  return (
    <header>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      <p className="mt-1 max-w-prose text-sm text-ink-soft">{about}</p>
    </header>
  );
}
