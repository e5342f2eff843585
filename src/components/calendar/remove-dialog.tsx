"use client";
/** Asks before an event is cancelled, and says who hears of it. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { peopleOn } from "./event-draft";
import { TellPeople } from "./tell-people";

export interface RemoveDialogProps {
  readonly event: CalendarEvent;
  /** When it is, in words. */
  readonly when: string;
  readonly onRemove: (notify: boolean) => void;
  readonly onClose: () => void;
}

export function RemoveDialog({ event, when, onRemove, onClose }: RemoveDialogProps) {
  const [notify, setNotify] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={`Cancel “${event.title}”?`}
      description={`${when}. You can take it back for a while.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" data-testid="confirm-cancel" onClick={() => onRemove(notify)}>
            Cancel the event
          </Button>
        </>
      }
    >
      <TellPeople eventId={event.id} people={peopleOn(event)} onChange={setNotify} />
    </Dialog>
  );
}
