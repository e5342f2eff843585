"use client";
/** Which kinds of notifications come by which way. A choice counts at once; if it can't be kept, it goes back and says why. */
import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import { putNotificationChoice } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Channel, NotificationChoice, NotificationKind } from "@/lib/notifications/contracts";

export interface ChoiceRow {
  readonly kind: NotificationKind;
  readonly label: string;
  readonly about: string;
  /** A channel that isn't named doesn't carry this kind. */
  readonly wanted: Readonly<Partial<Record<Channel, boolean>>>;
}

const columns: readonly { readonly channel: Channel; readonly label: string }[] = [
  { channel: "in-app", label: "Perin" },
  { channel: "email", label: "Mail" },
  { channel: "push", label: "Push" },
];

function Choice({ row, channel, column }: { readonly row: ChoiceRow; readonly channel: Channel; readonly column: string }) {
  const [on, setOn] = useState(row.wanted[channel] ?? false);
  if (row.wanted[channel] === undefined) return <span className="text-ink-faint">–</span>;
  const choose = async (wanted: boolean): Promise<void> => {
    setOn(wanted);
    const choice: NotificationChoice = { kind: row.kind, channel, wanted };
    try {
      await call(putNotificationChoice, choice);
    } catch (error) {
      setOn(!wanted);
      toast({ message: `“${row.label}” stays as it was.`, detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    }
  };
  return (
    // The whole cell is pressed, not only the box.
    <label className="grid size-11 cursor-pointer place-items-center">
      <span className="sr-only">
        {row.label}: {column}
      </span>
      <Checkbox checked={on} onChange={(event) => void choose(event.target.checked)} />
    </label>
  );
}

export function NotificationChoices({ rows }: { readonly rows: readonly ChoiceRow[] }) {
  const caption = useId();
  return (
    <div className="overflow-hidden rounded-xl border bg-surface">
      <table className="w-full text-start" aria-describedby={caption}>
        <caption id={caption} className="sr-only">
          Which kinds of notifications come inside Perin, by mail and by push
        </caption>
        <thead>
          <tr className="border-b text-sm text-ink-soft">
            <th scope="col" className="px-4 py-2 text-start font-medium">
              What
            </th>
            {columns.map(({ channel, label }) => (
              <th key={channel} scope="col" className="w-14 px-1 py-2 text-center font-medium sm:w-20">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <tr key={row.kind}>
              <th scope="row" className="px-4 py-3 text-start font-normal">
                <span className="block">{row.label}</span>
                <span className="block text-sm text-ink-soft">{row.about}</span>
              </th>
              {columns.map(({ channel, label }) => (
                <td key={channel} className="px-1 text-center">
                  <span className="inline-grid place-items-center align-middle">
                    <Choice row={row} channel={channel} column={label} />
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
