"use client";
/** Asks before an event is moved or cancelled, and says who hears of it. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { peopleOn } from "./event-draft";
import { TellPeople } from "./tell-people";

export interface TellDialogProps {
  readonly event: CalendarEvent;
  readonly title: string;
  readonly description: string;
  /** What leaves the event as it is, and what goes on. */
  readonly keep: string;
  readonly yes: string;
  readonly tone?: "primary" | "danger";
  readonly onYes: (notify: boolean) => void;
  readonly onClose: () => void;
}

export function TellDialog({ event, title, description, keep, yes, tone = "primary", onYes, onClose }: TellDialogProps) {
  const [notify, setNotify] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button variant={tone} data-testid={tone === "danger" ? "confirm-cancel" : "confirm-move"} onClick={() => onYes(notify)}>
            {yes}
          </Button>
        </>
      }
    >
      <TellPeople eventId={event.id} people={peopleOn(event)} onChange={setNotify} />
    </Dialog>
  );
}
