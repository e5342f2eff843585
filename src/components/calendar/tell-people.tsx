"use client";
/** Who will be e-mailed about an event, asked of the server before anything is saved, and the owner's way not to. */
import { useEffect, useId, useState } from "react";
import { Switch } from "@/components/ui/switch";
import { eventMailReach } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { useAnswer } from "@/hooks/use-answer";

const namedMax = 2;

export interface TellPeopleProps {
  /** Left out for a new event. */
  readonly eventId?: string | undefined;
  /** Whoever would have to know; nobody: nothing is shown. */
  readonly people: readonly { readonly email: string; readonly name?: string | undefined }[];
  /** Whether they are told: never before it has been shown who. */
  readonly onChange: (notify: boolean) => void;
}

export function TellPeople({ eventId, people, onChange }: TellPeopleProps) {
  const id = useId();
  const [wanted, setWanted] = useState(true);
  const asked = people.length === 0 ? null : people.map(({ email }) => email).join(" ");
  const answered = useAnswer(asked, (signal) =>
    call(eventMailReach, { ...(eventId === undefined ? {} : { eventId }), emails: people.map(({ email }) => email) }, { signal }),
  );
  const current = answered !== null && answered.question === asked ? answered.answer : null;
  const canTell = current !== null && current.reached.length > 0;
  const notify = canTell && wanted;
  useEffect(() => onChange(notify), [notify, onChange]);
  if (asked === null) return null;
  const names = (current?.reached ?? []).map((email) => people.find((one) => one.email.toLowerCase() === email)?.name ?? email);
  const whom = names.length > namedMax ? `${names.length} people` : names.join(" and ");
  return (
    // Both lines are there from the start, so that the answer moves nothing; only the words of the second are read out.
    <div className="space-y-2 text-sm" data-testid="tell-people">
      <div className="flex items-center justify-between">
        <label htmlFor={id} className="font-medium">
          Tell them by e-mail
        </label>
        <Switch
          id={id}
          aria-describedby={`${id}-who`}
          checked={current === null ? wanted : notify}
          disabled={!canTell}
          onChange={(changed) => setWanted(changed.target.checked)}
        />
      </div>
      <p role="status" id={`${id}-who`} className="min-h-5 break-words text-ink-soft">
        {current !== null &&
          (names.length === 0
            ? current.reason === "no mail account is connected"
              ? "Nobody can be e-mailed: no mail account is connected."
              : `Nobody will be e-mailed${current.reason === null ? "" : `: ${current.reason}`}.`
            : wanted
              ? `${whom} will be e-mailed.${current.reason === null ? "" : ` The others can’t be: ${current.reason}.`}`
              : "Nobody will be e-mailed.")}
      </p>
    </div>
  );
}
