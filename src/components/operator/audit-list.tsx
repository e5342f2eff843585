import Link from "next/link";
import type { AuditPage } from "@/lib/operations/contracts";

const link = "inline-flex h-9 items-center rounded-lg border px-3 text-sm hover:bg-sunken pointer-coarse:h-11";

/** How it was done, in words; `via` of an entry. */
const ways: Readonly<Record<string, string>> = {
  session: "in the browser",
  "api-key": "with an API key",
  assistant: "through the assistant",
  "command-line": "on the command line",
  visitor: "as a visitor",
  system: "by the server itself",
};

export function AuditList({ page, first, say }: { readonly page: AuditPage; readonly first: boolean; readonly say: (instant: string) => string }) {
  if (page.entries.length === 0) return <p className="rounded-xl border bg-surface px-4 py-3 text-sm text-ink-soft">Nothing has been done yet.</p>;
  return (
    <>
      <ul className="divide-y rounded-xl border bg-surface text-sm">
        {page.entries.map(({ id, at, who, via, action, subjectId }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5">
            <code className="font-medium">{action}</code>
            <span className="order-last w-full text-ink-soft wrap-anywhere">
              {who ?? "nobody signed in"}, {ways[via] ?? via}
            </span>
            <span className="text-ink-soft">{say(at)}</span>
            {subjectId !== null && <span className="order-last w-full text-xs break-all text-ink-faint">{subjectId}</span>}
          </li>
        ))}
      </ul>
      <p className="mt-3 flex gap-2">
        {!first && (
          <Link href="/operator" className={link}>
            Newest
          </Link>
        )}
        {page.before !== null && (
          <Link href={`/operator?before=${page.before}`} className={link}>
            Older
          </Link>
        )}
      </p>
    </>
  );
}
