"use client";
/** One event read in full, with what can be done to it. */
import { CalendarClock, MapPin, Repeat, Text, Users } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { spokenSpan } from "./spoken-span";

export interface EventDetailsProps {
  readonly event: CalendarEvent;
  readonly zone: string;
  readonly locale: string;
  readonly hour12: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

const answers = { accepted: "is coming", declined: "declined", tentative: "may come", "needs-action": "hasn't answered" } as const;
const showsAs = { busy: null, free: "Shows as free", "out-of-office": "Out of office" } as const;

export function EventDetails({ event, zone, locale, hour12, onEdit, onRemove, onClose }: EventDetailsProps) {
  const notes = [event.status === "tentative" ? "Tentative" : null, showsAs[event.showAs]].filter((note) => note !== null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={event.title}
      footer={
        <>
          <Button onClick={onEdit} data-testid="edit-event">
            Change
          </Button>
          <Button variant="danger" onClick={onRemove} data-testid="cancel-event">
            Cancel the event
          </Button>
        </>
      }
    >
      <dl className="space-y-3 text-sm" data-testid="event-details">
        <Line icon={CalendarClock} label="When">
          {spokenSpan(event, { zone, locale, hour12 })}
          {notes.length > 0 && <span className="block text-ink-faint">{notes.join(", ")}</span>}
        </Line>
        {event.recurrence !== null && (
          <Line icon={Repeat} label="Repeats">
            <span className="block first-letter:uppercase">{event.recurrence.text}</span>
          </Line>
        )}
        {event.location !== "" && (
          <Line icon={MapPin} label="Where">
            {event.location}
          </Line>
        )}
        {event.attendees.length + event.guests.length > 0 && (
          <Line icon={Users} label="With">
            <ul>
              {event.attendees.map((attendee) => (
                <li key={attendee.email}>
                  {attendee.name ?? attendee.email} <span className="text-ink-faint">{answers[attendee.status]}</span>
                </li>
              ))}
              {event.guests.map((guest) => (
                <li key={guest}>{guest}</li>
              ))}
            </ul>
          </Line>
        )}
        {event.description !== "" && (
          <Line icon={Text} label="Notes">
            <p className="break-words whitespace-pre-wrap">{event.description}</p>
          </Line>
        )}
      </dl>
    </Dialog>
  );
}

function Line({
  icon: Icon,
  label,
  children,
}: {
  readonly icon: ComponentType<{ className?: string; "aria-hidden"?: boolean }>;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex gap-3">
      <dt className="shrink-0 pt-0.5 text-ink-faint">
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0 grow">{children}</dd>
    </div>
  );
}
