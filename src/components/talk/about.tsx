/** Who is met, by whom it is arranged, and what for. */
import { CalendarClock, Clock, MapPin, Phone, ShieldCheck, Video } from "lucide-react";
import type { TalkView } from "@/lib/delegation/contracts";
import { lengthWords, momentWords, type Speech } from "./speech";

const meetingIcons = { video: Video, phone: Phone, place: MapPin };
const factStyles = "flex items-start gap-2 [&_svg]:mt-1 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint";

export interface AboutProps {
  readonly view: TalkView;
  readonly zone: string;
  readonly speech: Speech;
  /** Address of the owner's picture; without one there is their first letter. */
  readonly picture?: string | null;
  /** Of its heading: 2 where the page has another first one. */
  readonly level?: 1 | 2;
}

export function About({ view, zone, speech, picture = null, level = 1 }: AboutProps) {
  const { words, locale } = speech;
  const Heading = level === 1 ? "h1" : "h2";
  const Meeting = meetingIcons[view.meeting.type];
  return (
    <header className="flex items-start gap-4">
      {picture !== null && view.owner.hasPicture ? (
        // eslint-disable-next-line @next/next/no-img-element -- for this visit alone, nothing for an optimiser to keep
        <img src={picture} alt="" width={56} height={56} className="size-12 shrink-0 rounded-full bg-sunken object-cover sm:size-14" />
      ) : (
        <span aria-hidden className="grid size-12 shrink-0 place-items-center rounded-full bg-accent text-lg font-semibold text-accent-ink sm:size-14">
          {Array.from(view.owner.name)[0]?.toUpperCase()}
        </span>
      )}
      <div className="min-w-0">
        <Heading className="text-xl font-semibold sm:text-2xl" dir="auto">
          {words.meet(view.owner.name)}
        </Heading>
        {view.purpose !== "" && (
          <p className="mt-0.5 break-words" dir="auto">
            {view.purpose}
          </p>
        )}
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-soft">
          <li className={factStyles}>
            <Meeting aria-hidden />
            <span dir="auto">{view.meeting.text}</span>
          </li>
          <li className={factStyles}>
            <Clock aria-hidden />
            {view.durations.map((minutes) => lengthWords(minutes, locale).replaceAll(" ", "\u00a0")).join(" / ")}
          </li>
          {view.expiresAt !== null && (
            <li className={factStyles}>
              <CalendarClock aria-hidden />
              {words.openUntil(momentWords(view.expiresAt, zone, locale))}
            </li>
          )}
          {view.approval && (
            <li className={factStyles}>
              <ShieldCheck aria-hidden />
              {words.ownerConfirms(view.owner.name)}
            </li>
          )}
        </ul>
        <p className="mt-2 text-sm text-ink-faint">{words.delegate(view.owner.delegateName, view.owner.name)}</p>
      </div>
    </header>
  );
}
