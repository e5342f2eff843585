import type { ReactNode } from "react";

/** The head of a page that is a list: what it is, what it is for, what can be done. */
export function PageHeader({ title, about, actions }: { readonly title: string; readonly about: ReactNode; readonly actions?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div className="min-w-0 grow basis-64">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 text-sm text-ink-soft">{about}</p>
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
