/** A brief: in a model's words where it has been phrased, with the facts they were made of beneath; else the facts. */
import type { Brief } from "@/lib/briefs/contracts";

function Facts({ sentences }: Pick<Brief, "sentences">) {
  return sentences.map((sentence) => (
    <p key={sentence} className="break-words">
      {sentence}
    </p>
  ));
}

export function BriefText({ brief: { sentences, phrased } }: { readonly brief: Pick<Brief, "sentences" | "phrased"> }) {
  if (phrased === null)
    return (
      <div className="space-y-1.5" data-testid="brief">
        <Facts sentences={sentences} />
      </div>
    );
  return (
    <div data-testid="brief">
      <p className="break-words">{phrased}</p>
      <details className="mt-2 text-sm text-ink-soft">
        <summary className="w-fit rounded hover:text-ink">Fact by fact</summary>
        <div className="mt-1.5 space-y-1">
          <Facts sentences={sentences} />
        </div>
      </details>
    </div>
  );
}
