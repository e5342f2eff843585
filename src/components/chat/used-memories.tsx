/** What the answer was given of what Perin keeps, as a line that opens. */
import { Brain, ChevronRight } from "lucide-react";

export function UsedMemories({ memories }: { readonly memories: readonly { readonly id: string; readonly text: string }[] }) {
  if (memories.length === 0) return null;
  return (
    <details data-testid="used-memories" className="group/used mt-2 text-sm text-ink-soft">
      <summary className="-mx-1 flex w-fit max-w-full list-none items-center gap-2 rounded-md px-1 py-0.5 hover:text-ink [&::-webkit-details-marker]:hidden">
        <Brain aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="truncate">{memories.length === 1 ? "One memory was at hand" : `${memories.length} memories were at hand`}</span>
        <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-faint transition-transform group-open/used:rotate-90 rtl:-scale-x-100" />
      </summary>
      <ul className="ms-2 mt-1 mb-2 space-y-1 border-s-2 ps-4">
        {memories.map(({ id, text }) => (
          <li key={id} className="break-words text-ink">
            {text}
          </li>
        ))}
      </ul>
      <a href="/memory" className="ms-2 ps-4 text-accent-text underline-offset-4 hover:underline">
        See all that is kept
      </a>
    </details>
  );
}
