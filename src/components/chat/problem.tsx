/** What went wrong and what to do about it. */
import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";

export function Problem({ text, onRetry }: { readonly text: string; readonly onRetry?: () => void }) {
  return (
    <div
      role="alert"
      data-testid="chat-error"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl bg-danger-soft px-4 py-2.5 text-sm text-danger-text"
    >
      <CircleAlert aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 grow basis-48">{text}</span>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
