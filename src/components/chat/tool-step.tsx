/** One thing Perin did, as a line that opens to what was asked and what came. */
import { Check, ChevronRight, CircleAlert, CircleHelp, Hand, LoaderCircle } from "lucide-react";
import type { Step } from "./outcome";
import { askedLines, stepLabel } from "./tool-words";

function StepIcon({ step }: { readonly step: Step }) {
  const className = "size-4 shrink-0 text-ink-faint";
  if (step.state === "running") return <LoaderCircle aria-hidden className={`${className} animate-spin`} />;
  if (step.state === "failed") return <CircleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />;
  if (step.outcome?.status === "waiting") return <Hand aria-hidden className={className} />;
  return step.outcome?.status === "refused" ? <CircleHelp aria-hidden className={className} /> : <Check aria-hidden className={className} />;
}

export function ToolStep({ step }: { readonly step: Step }) {
  const asked = askedLines(step.input);
  const came = step.outcome?.said ?? step.error;
  return (
    <details data-testid="tool-step" className="group text-sm text-ink-soft">
      <summary className="-mx-1 flex w-fit max-w-full list-none items-center gap-2 rounded-md px-1 py-0.5 hover:text-ink [&::-webkit-details-marker]:hidden">
        <StepIcon step={step} />
        <span className="truncate">{stepLabel(step)}</span>
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-ink-faint transition-transform group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:-rotate-90"
        />
      </summary>
      <dl className="ms-2 mt-1 mb-2 space-y-0.5 border-s-2 ps-4">
        {asked.map(({ label, text }) => (
          <div key={label} className="flex gap-2">
            <dt className="w-24 shrink-0 text-ink-faint">{label}</dt>
            <dd className="min-w-0 break-words text-ink">{text}</dd>
          </div>
        ))}
        {came !== null && (
          <div className="flex gap-2">
            <dt className="w-24 shrink-0 text-ink-faint">Answer</dt>
            <dd className="min-w-0 break-words text-ink">{came}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
