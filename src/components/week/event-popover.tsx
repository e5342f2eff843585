"use client";
/** What an event is, beside where it stands. */
import { CalendarClock, Clock3, MapPin, Repeat, Users } from "lucide-react";
import Link from "next/link";
import type { RefObject } from "react";
import { buttonStyles } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { msOf, spanText, wallOf, type Clock } from "./zoned-time";

const peopleOf = (event: CalendarEvent): string => [...event.attendees.map((attendee) => attendee.name ?? attendee.email), ...event.guests].join(", ");

const detailsOf = (event: CalendarEvent, clock: Clock) =>
  [
    { icon: Clock3, label: "When", text: spanText(event, clock) },
    { icon: Users, label: "Who", text: peopleOf(event) },
    { icon: MapPin, label: "Where", text: event.location },
    { icon: Repeat, label: "Repeats", text: event.recurrence?.text ?? "" },
  ].filter(({ text }) => text !== "");

export interface EventPopoverProps {
  readonly event: CalendarEvent;
  readonly clock: Clock;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function EventPopover({ event, clock, anchor, onClose }: EventPopoverProps) {
  const date = wallOf(msOf(event.start), clock.zone).date;
  return (
    <Popover open onOpenChange={onClose} label={event.title} anchor={anchor} side="left">
      <h3 className="text-base font-semibold break-words">{event.title}</h3>
      <dl className="mt-2 space-y-1.5 text-sm text-ink-soft">
        {detailsOf(event, clock).map(({ icon: Icon, label, text }) => (
          <div key={label} className="flex items-start gap-2">
            <dt className="mt-1">
              <Icon aria-hidden className="size-4 text-ink-faint" />
              <span className="sr-only">{label}</span>
            </dt>
            <dd className="min-w-0 break-words">{text}</dd>
          </div>
        ))}
      </dl>
      {event.description !== "" && <p className="mt-2 line-clamp-4 text-sm whitespace-pre-line">{event.description}</p>}
      <div className="mt-4 flex gap-2">
        <Link href={`/calendar?date=${date}&event=${encodeURIComponent(event.ref)}`} className={buttonStyles({ size: "sm" })}>
          <CalendarClock aria-hidden />
          Move or cancel
        </Link>
      </div>
    </Popover>
  );
}
