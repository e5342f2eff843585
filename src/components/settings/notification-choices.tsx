"use client";
/** Which kinds of notifications the owner wants. A choice counts at once; if it can't be kept, it goes back and says why. */
import { useId, useState } from "react";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { putNotificationChoice } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { NotificationChoice } from "@/lib/notifications/contracts";

export interface ShownChoice extends NotificationChoice {
  readonly label: string;
  readonly about: string;
}

function ChoiceRow({ choice: { kind, channel, wanted, label, about } }: { readonly choice: ShownChoice }) {
  const [on, setOn] = useState(wanted);
  const id = useId();
  const choose = async (next: boolean): Promise<void> => {
    setOn(next);
    try {
      await call(putNotificationChoice, { kind, channel, wanted: next });
    } catch (error) {
      setOn(!next);
      toast({ message: `“${label}” stays as it was.`, detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    }
  };
  return (
    <li className="flex items-center justify-between gap-6 p-4">
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-about`} className="text-sm text-ink-soft">
          {about}
        </p>
      </div>
      <Switch id={id} aria-describedby={`${id}-about`} checked={on} onChange={(event) => void choose(event.target.checked)} />
    </li>
  );
}

export function NotificationChoices({ choices }: { readonly choices: readonly ShownChoice[] }) {
  return (
    <ul className="divide-y rounded-xl border bg-surface">
      {choices.map((choice) => (
        <ChoiceRow key={`${choice.kind}/${choice.channel}`} choice={choice} />
      ))}
    </ul>
  );
}
