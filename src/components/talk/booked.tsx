"use client";
/** What became of it: the time, how it gets into a calendar, and the way to move or cancel it. */
import { CalendarPlus, Check, Hourglass } from "lucide-react";
import { useEffect, useRef } from "react";
import { buttonStyles } from "@/components/ui/button";
import type { Managed } from "@/lib/delegation/contracts";
import { slotWords, type Speech } from "./speech";

export const manageHref = ({ key }: Pick<Managed, "key">): string => `/talk/manage/${key}`;

export function CalendarLinks({ calendars, speech: { words } }: { readonly calendars: NonNullable<Managed["calendars"]>; readonly speech: Speech }) {
  return (
    <section aria-label={words.addToCalendar}>
      <h3 className="flex items-center gap-2 text-sm font-medium">
        <CalendarPlus aria-hidden className="size-4 text-ink-faint" />
        {words.addToCalendar}
      </h3>
      <div className="mt-2 flex flex-wrap gap-2">
        <a href={calendars.ics} download="invitation.ics" className={buttonStyles({})}>
          {words.icsFile}
        </a>
        <a href={calendars.google} target="_blank" rel="noreferrer" className={buttonStyles({})}>
          Google
        </a>
        <a href={calendars.outlook} target="_blank" rel="noreferrer" className={buttonStyles({})}>
          Outlook
        </a>
      </div>
    </section>
  );
}

export interface BookedProps {
  readonly managed: Managed;
  readonly zone: string;
  readonly speech: Speech;
  readonly mailReady: boolean;
  readonly onAnother: () => void;
}

export function Booked({ managed, zone, speech, mailReady, onAnother }: BookedProps) {
  const { words } = speech;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const booked = managed.state === "booked";
  const owner = managed.owner.name;
  const title = booked ? words.bookedTitle : managed.kind === "proposal" ? words.proposedTitle : words.waitingTitle(owner);
  const Icon = booked ? Check : Hourglass;
  return (
    <div data-testid="booked" data-state={managed.state} className="space-y-5">
      <div className="flex items-start gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-text">
          <Icon aria-hidden className="size-5" />
        </span>
        <div>
          <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold">
            {title}
          </h2>
          <p className="text-sm text-ink-soft">
            {managed.kind === "proposal" ? words.proposedText(owner) : booked ? "" : words.waitingText(owner)}{" "}
            {mailReady ? (managed.kind === "booking" ? words.bookedText(managed.email) : "") : words.bookedNoMail}
          </p>
        </div>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-xl bg-sunken px-4 py-3 text-sm">
        <dt className="text-ink-faint">{words.when}</dt>
        <dd className="font-medium">
          {slotWords(managed, zone, speech)} <span className="font-normal text-ink-faint">({zone.replaceAll("_", " ")})</span>
        </dd>
        <dt className="text-ink-faint">{words.where}</dt>
        <dd className="break-words" dir="auto">
          {managed.place}
        </dd>
      </dl>
      {managed.calendars !== null && <CalendarLinks calendars={managed.calendars} speech={speech} />}
      <div className="flex flex-wrap gap-2">
        <a href={manageHref(managed)} className={buttonStyles({})}>
          {managed.kind === "proposal" ? words.lookOrWithdraw : words.moveOrCancel}
        </a>
        <button type="button" onClick={onAnother} className={buttonStyles({ variant: "quiet" })}>
          {words.another}
        </button>
      </div>
    </div>
  );
}
