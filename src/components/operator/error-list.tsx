import type { RecentErrors } from "@/lib/operations/contracts";

export function ErrorList({ recent, say }: { readonly recent: RecentErrors; readonly say: (instant: string) => string }) {
  if (recent.errors.length === 0)
    return (
      <p className="rounded-xl border bg-surface px-4 py-3 text-sm text-ink-soft">
        {recent.kept
          ? "None. When a request fails on our side, it is listed here with its request id."
          : "No log file is written here; the lines are on the console."}
      </p>
    );
  return (
    <ul className="divide-y rounded-xl border bg-surface text-sm">
      {recent.errors.map((error, index) => (
        <li key={`${error.at}-${index}`} className="px-4 py-3">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span className="font-medium break-words">
              {error.message}
              {error.path === null ? "" : ` · ${error.path}`}
            </span>
            <span className="text-ink-soft">{say(error.at)}</span>
          </p>
          {error.reason !== null && <p className="mt-1 break-words text-ink-soft">{error.reason}</p>}
          <p className="mt-1 text-xs break-all text-ink-faint">{[error.code, error.requestId].filter((part) => part !== null).join(" · ")}</p>
        </li>
      ))}
    </ul>
  );
}
