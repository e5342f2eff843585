import { Badge } from "@/components/ui/badge";
import { ModelTrial } from "./model-trial";
import type { listModelsEndpoint } from "@/lib/ai/contracts";
import type { z } from "zod";

type Model = z.output<typeof listModelsEndpoint.output>["models"][number];

/** Models in the order in which they are asked, each with why it is or isn't used. */
export function ModelList({ models }: { readonly models: readonly Model[] }) {
  return (
    <ol className="divide-y rounded-xl border bg-surface">
      {models.map(({ id, label, active, configured, why }) => (
        <li key={id} className="flex flex-wrap items-start gap-x-3 gap-y-1 p-4">
          <div className="min-w-0 grow basis-60">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              {label}
              <Badge tone={active ? "accent" : "neutral"}>{active ? "Answers" : configured ? "Stands by" : "Not set up"}</Badge>
            </p>
            <p className="text-sm text-ink-soft">{why}</p>
          </div>
          {configured && id !== "builtin" && <ModelTrial id={id} label={label} />}
        </li>
      ))}
    </ol>
  );
}
