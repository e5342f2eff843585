"use client";
/** An invitation in a mail: what it is about, what stands in its way, and the answer. Nothing happens before one is given. */
import { CalendarClock, MapPin, Repeat, Users } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { spanText, type Clock } from "@/components/week/zoned-time";
import type { Invitation } from "@/lib/mail/contracts";
import { personText } from "./mail-words";

export type GivenAnswer = "accepted" | "tentative" | "declined" | "remove" | "move";

export interface InvitationCardProps {
  readonly invitation: Invitation;
  readonly clock: Clock;
  /** Answers the invitation as it stands then; undefined when it didn't work. */
  readonly onAnswer: (answer: GivenAnswer) => Promise<Invitation | undefined>;
}

const headings = { request: "Invitation", cancel: "Called off", reply: "Answer to your invitation", counter: "Another time is proposed" } as const;
const statuses = { accepted: "comes", declined: "doesn’t come", tentative: "may come", "needs-action": "hasn’t answered" } as const;
const states = {
  open: null,
  accepted: "You accepted",
  tentative: "You may come",
  declined: "You declined",
  cancelled: "Off your calendar",
  outdated: "Overtaken by a newer one",
  refused: "Not to be trusted",
} as const;

const answers: readonly { readonly answer: GivenAnswer; readonly label: string; readonly gives: Invitation["state"] }[] = [
  { answer: "accepted", label: "Accept", gives: "accepted" },
  { answer: "tentative", label: "Maybe", gives: "tentative" },
  { answer: "declined", label: "Decline", gives: "declined" },
];

const whenText = ({ start, end, allDay }: Invitation, clock: Clock): string => spanText({ start, end, allDay: allDay !== null }, clock);

function Answers({
  invitation,
  busy,
  give,
}: {
  readonly invitation: Invitation;
  readonly busy: GivenAnswer | null;
  readonly give: (answer: GivenAnswer) => void;
}) {
  const { method, state, eventId } = invitation;
  if (state === "outdated" || state === "refused" || state === "cancelled") return null;
  const button = (answer: GivenAnswer, label: string, primary: boolean, pressed?: boolean) => (
    <Button
      key={answer}
      variant={primary ? "primary" : "secondary"}
      busy={busy === answer}
      disabled={busy !== null && busy !== answer}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      onClick={() => pressed !== true && give(answer)}
    >
      {label}
    </Button>
  );
  if (method === "cancel") return state === "open" && eventId !== null ? button("remove", "Take it off my calendar", true) : null;
  if (method === "counter") return button("move", "Move it to this time", true);
  if (method === "reply") return null;
  return <>{answers.map(({ answer, label, gives }) => button(answer, label, state === "open" && answer === "accepted", state === gives))}</>;
}

export function InvitationCard({ invitation: initial, clock, onAnswer }: InvitationCardProps) {
  const [invitation, setInvitation] = useState(initial);
  const [busy, setBusy] = useState<GivenAnswer | null>(null);
  const give = async (answer: GivenAnswer) => {
    setBusy(answer);
    const after = await onAnswer(answer);
    if (after !== undefined) setInvitation(after);
    setBusy(null);
  };
  const { method, title, location, repeats, organizer, sentBy, people, peopleCount, state, problem, changes, conflicts } = invitation;
  const word = states[state];
  const dated = !(method === "reply" || invitation.start.startsWith("1970-01-01"));
  return (
    <section aria-label={headings[method]} data-testid="invitation" className="mt-3 rounded-xl border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-sm text-ink-soft">{changes ? "The invitation was changed" : headings[method]}</p>
        {word !== null && <Badge>{word}</Badge>}
      </div>
      <h3 className="mt-1 font-semibold break-words" dir="auto">
        {title === "" ? "(no title)" : title}
      </h3>
      <ul className="mt-2 space-y-1 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint">
        {dated && (
          <li className="flex gap-2">
            <CalendarClock aria-hidden />
            {whenText(invitation, clock)}
          </li>
        )}
        {repeats !== null && (
          <li className="flex gap-2">
            <Repeat aria-hidden />
            {repeats}
          </li>
        )}
        {location !== "" && (
          <li className="flex gap-2 break-words" dir="auto">
            <MapPin aria-hidden />
            <span className="min-w-0 [overflow-wrap:anywhere]">{location}</span>
          </li>
        )}
        {method === "reply"
          ? people.map((person) => (
              <li key={person.email} className="flex gap-2">
                <Users aria-hidden />
                {personText(person)} {statuses[person.status]}.
              </li>
            ))
          : organizer !== null && (
              <li className="flex gap-2">
                <Users aria-hidden />
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {personText(organizer)} invites
                  {sentBy !== null && state !== "refused" && ` (${sentBy} sent it for ${organizer.email})`}
                  {peopleCount > 1 && `, ${peopleCount} people in all`}
                </span>
              </li>
            )}
      </ul>
      {conflicts.length > 0 && <p className="mt-2 rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn-text">At that time you have: {conflicts.join(", ")}.</p>}
      {problem !== null && <p className="mt-2 rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger-text">{problem}</p>}
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        <Answers invitation={invitation} busy={busy} give={(answer) => void give(answer)} />
      </div>
    </section>
  );
}
