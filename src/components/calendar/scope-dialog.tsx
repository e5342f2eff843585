"use client";
/** Which part of a series is meant. Asked before anything changes. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CalendarEvent, SeriesScope } from "@/lib/scheduling/contracts";
import { peopleOn } from "./event-draft";
import { TellPeople } from "./tell-people";

const choices: readonly { readonly scope: SeriesScope; readonly label: string }[] = [
  { scope: "this", label: "Only this one" },
  { scope: "following", label: "This and all that follow" },
  { scope: "all", label: "The whole series" },
];

export interface ScopeDialogProps {
  readonly event: CalendarEvent;
  /** Asked here where no form has asked it. */
  readonly asksTelling: boolean;
  readonly question: string;
  readonly onChoose: (scope: SeriesScope, notify: boolean) => void;
  readonly onClose: () => void;
}

export function ScopeDialog({ event, asksTelling, question, onChoose, onClose }: ScopeDialogProps) {
  const [notify, setNotify] = useState(false);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={event.title} description={question}>
      <div className="flex flex-col gap-2" data-testid="series-scope">
        {choices.map(({ scope, label }) => (
          <Button key={scope} onClick={() => onChoose(scope, notify)}>
            {label}
          </Button>
        ))}
        {asksTelling && <TellPeople eventId={event.id} people={peopleOn(event)} onChange={setNotify} />}
      </div>
    </Dialog>
  );
}
