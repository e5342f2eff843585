"use client";
/** Which part of a series is meant. Asked before anything changes. */
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { SeriesScope } from "@/lib/scheduling/contracts";

const choices: readonly { readonly scope: SeriesScope; readonly label: string }[] = [
  { scope: "this", label: "Only this one" },
  { scope: "following", label: "This and all that follow" },
  { scope: "all", label: "The whole series" },
];

export interface ScopeDialogProps {
  readonly title: string;
  readonly question: string;
  readonly onChoose: (scope: SeriesScope) => void;
  readonly onClose: () => void;
}

export function ScopeDialog({ title, question, onChoose, onClose }: ScopeDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={question}>
      <div className="flex flex-col gap-2" data-testid="series-scope">
        {choices.map(({ scope, label }) => (
          <Button key={scope} onClick={() => onChoose(scope)}>
            {label}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
