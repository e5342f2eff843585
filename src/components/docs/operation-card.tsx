import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Field, Operation } from "./operations";

function FieldList({ title, fields }: { readonly title: string; readonly fields: readonly Field[] }) {
  return (
    <section className="mt-4">
      <h4 className="text-sm font-semibold">{title}</h4>
      <dl className="mt-1 divide-y divide-line text-sm">
        {fields.map(({ name, type, required, place }) => (
          <div key={`${place ?? ""} ${name}`} className="grid gap-x-4 py-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <dt className="break-words">
              <code>{name}</code>
              {required ? <span className="sr-only"> required</span> : <span className="text-ink-faint"> optional</span>}
            </dt>
            <dd className="break-words text-ink-soft">
              {type}
              {place !== undefined && place !== "body" && <span className="text-ink-faint">, in the {place === "path" ? "address" : "query"}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** One operation, folded until asked for; it opens without any script. */
export function OperationCard({ operation }: { readonly operation: Operation }) {
  const { id, method, path, summary, auth, input, output, answer, statuses } = operation;
  return (
    <details id={id} className="group scroll-mt-4 rounded-xl border bg-surface">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-1 p-4">
        <ChevronRight aria-hidden className="size-4 shrink-0 self-center text-ink-faint group-open:rotate-90" />
        <span className="w-14 shrink-0 text-sm font-semibold text-accent-text">{method}</span>
        <h3 className="min-w-0 font-normal break-all">
          <code>{path}</code>
        </h3>
        <Badge className="ml-auto">{auth}</Badge>
        <span className="basis-full text-sm text-ink-soft">{summary}</span>
      </summary>
      <div className="border-t px-4 pb-4">
        {input.length > 0 ? <FieldList title="Takes" fields={input} /> : <p className="mt-4 text-sm text-ink-soft">Takes nothing.</p>}
        {output.length > 0 ? <FieldList title="Answers" fields={output} /> : <p className="mt-4 text-sm text-ink-soft">Answers: {answer}.</p>}
        <h4 className="mt-4 text-sm font-semibold">Status</h4>
        <ul className="mt-1 text-sm text-ink-soft">
          {statuses.map(({ status, words }) => (
            <li key={status}>
              <code className="text-ink">{status}</code> {words}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
