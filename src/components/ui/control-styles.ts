/** How every control that takes typing looks. */
export const controlStyles =
  "w-full rounded-lg border border-line-strong bg-surface px-3 text-ink transition-colors hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger aria-invalid:outline-danger";
