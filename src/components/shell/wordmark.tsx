/** Perin's mark, a time that is proposed and not yet taken, and what the owner calls their delegate. */
export function Wordmark({ name }: { readonly name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2 font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0 text-accent">
        <rect x="3" y="3" width="18" height="18" rx="5" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="3.2 2.6" />
        <circle cx="12" cy="12" r="3.5" fill="currentColor" />
      </svg>
      <span className="truncate">{name}</span>
    </span>
  );
}
