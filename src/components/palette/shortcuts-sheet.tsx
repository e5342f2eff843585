"use client";
/** The keys there are. */
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const shortcuts: readonly (readonly [keys: readonly string[], does: string])[] = [
  [["Ctrl", "K"], "Go anywhere, find anything (⌘ K on a Mac)"],
  [["q"], "Quick add"],
  [["?"], "These keys"],
  [["n"], "New event, on the calendar"],
  [["Alt", "↑ ↓"], "Move the chosen event by a quarter of an hour, on the calendar"],
  [["j", "k"], "Down and up, in mail and to-dos; each page shows its other keys"],
  [["Esc"], "Close what is open"],
];

export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keys">
      <dl className="space-y-2 text-sm">
        {shortcuts.map(([keys, does]) => (
          <div key={does} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <dt className="flex w-24 shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="min-w-0 grow basis-40">{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
