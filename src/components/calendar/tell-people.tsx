"use client";
/** Who will be e-mailed about an event, asked of the server before anything is saved, and the owner's way not to. */
import { useEffect, useState } from "react";
import { eventMailReach } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { Switch } from "@/components/ui/switch";

const pauseMs = 300;
const namedMax = 2;

interface Answer {
  /** The question it answers. */
  readonly asked: string;
  readonly reached: readonly string[];
  readonly reason: string | null;
}

export interface TellPeopleProps {
  /** Left out for a new event. */
  readonly eventId?: string | undefined;
  /** Whoever would have to know; nobody: nothing is shown. */
  readonly people: readonly { readonly email: string; readonly name?: string | undefined }[];
  /** Whether they are told: never before it has been shown who. */
  readonly onChange: (notify: boolean) => void;
}

export function TellPeople({ eventId, people, onChange }: TellPeopleProps) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [wanted, setWanted] = useState(true);
  const asked = people.map(({ email }) => email).join(" ");
  useEffect(() => {
    if (asked === "") return;
    const mine = new AbortController();
    const timer = setTimeout(() => {
      const emails = asked.split(" ");
      call(eventMailReach, { ...(eventId === undefined ? {} : { eventId }), emails }, { signal: mine.signal }).then(
        ({ reached, reason }) => setAnswer({ asked, reached, reason }),
        () => {
          if (!mine.signal.aborted) setAnswer(null);
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      mine.abort();
    };
  }, [asked, eventId]);
  const current = answer?.asked === asked && asked !== "" ? answer : null;
  const notify = current !== null && current.reached.length > 0 && wanted;
  useEffect(() => onChange(notify), [notify, onChange]);
  if (asked === "") return null;
  const names = (current?.reached ?? []).map((email) => people.find((one) => one.email.toLowerCase() === email)?.name ?? email);
  const whom = names.length > namedMax ? `${names.length} people` : names.join(" and ");
  return (
    <div role="status" className="min-h-5 space-y-2 text-sm" data-testid="tell-people">
      {current !== null && names.length > 0 && (
        <div className="flex items-center justify-between">
          <label htmlFor="tell-people" className="font-medium">
            Tell them by e-mail
          </label>
          <Switch id="tell-people" checked={wanted} onChange={(changed) => setWanted(changed.target.checked)} />
        </div>
      )}
      {current !== null && (
        <p className="break-words text-ink-soft">
          {names.length === 0
            ? current.reason === "no mail account is connected"
              ? "Nobody can be e-mailed: no mail account is connected."
              : `Nobody will be e-mailed${current.reason === null ? "" : `: ${current.reason}`}.`
            : wanted
              ? `${whom} will be e-mailed.${current.reason === null ? "" : ` The others can’t be: ${current.reason}.`}`
              : "Nobody will be e-mailed."}
        </p>
      )}
    </div>
  );
}
