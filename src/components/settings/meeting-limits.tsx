"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";

type Limits = Pick<
  AvailabilityRules,
  "bufferBeforeMinutes" | "bufferAfterMinutes" | "minimumNoticeMinutes" | "bookingWindowDays" | "stepMinutes" | "dailyCap" | "weeklyCap" | "tentativeBlocks"
>;

const minutesText = (minutes: number): string => {
  if (minutes === 0) return "None";
  if (minutes % 1_440 === 0) return minutes === 1_440 ? "1 day" : `${minutes / 1_440} days`;
  return minutes % 60 === 0 ? (minutes === 60 ? "1 hour" : `${minutes / 60} hours`) : `${minutes} minutes`;
};

interface ChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly choices: readonly number[];
  readonly say: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A number from a short list; one that was set elsewhere joins it. */
function Choice({ label, value, choices, say, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(Number(event.target.value))}>
          {[...new Set([...choices, value])]
            .sort((a, b) => a - b)
            .map((each) => (
              <option key={each} value={each}>
                {say(each)}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}

function Cap({
  label,
  value,
  max,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly max: number;
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          max={max}
          placeholder="No limit"
          value={value ?? ""}
          onChange={(event) => onChange(event.target.value === "" ? null : Math.min(max, Math.max(1, Math.trunc(Number(event.target.value)))))}
        />
      )}
    </Field>
  );
}

export function MeetingLimits({ rules, onChange }: { readonly rules: Limits; readonly onChange: (change: Partial<Limits>) => void }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Choice
        label="Free time before a meeting"
        value={rules.bufferBeforeMinutes}
        choices={[0, 5, 10, 15, 30, 45, 60]}
        say={minutesText}
        onChange={(bufferBeforeMinutes) => onChange({ bufferBeforeMinutes })}
      />
      <Choice
        label="Free time after a meeting"
        value={rules.bufferAfterMinutes}
        choices={[0, 5, 10, 15, 30, 45, 60]}
        say={minutesText}
        onChange={(bufferAfterMinutes) => onChange({ bufferAfterMinutes })}
      />
      <Choice
        label="Shortest notice"
        value={rules.minimumNoticeMinutes}
        choices={[0, 30, 60, 120, 240, 720, 1_440, 2_880, 10_080]}
        say={minutesText}
        onChange={(minimumNoticeMinutes) => onChange({ minimumNoticeMinutes })}
      />
      <Choice
        label="How far ahead"
        value={rules.bookingWindowDays}
        choices={[7, 14, 30, 60, 90, 180, 365]}
        say={(days) => (days === 365 ? "1 year" : `${days} days`)}
        onChange={(bookingWindowDays) => onChange({ bookingWindowDays })}
      />
      <Cap label="Most meetings a day" value={rules.dailyCap} max={50} onChange={(dailyCap) => onChange({ dailyCap })} />
      <Cap label="Most meetings a week" value={rules.weeklyCap} max={200} onChange={(weeklyCap) => onChange({ weeklyCap })} />
      <Choice
        label="Offers start every"
        value={rules.stepMinutes}
        choices={[5, 10, 15, 20, 30, 60]}
        say={minutesText}
        onChange={(stepMinutes) => onChange({ stepMinutes })}
      />
      <label className="flex items-center justify-between gap-4 self-end py-2 text-sm">
        <span>Tentative events count as busy</span>
        <Switch checked={rules.tentativeBlocks} onChange={(event) => onChange({ tentativeBlocks: event.target.checked })} />
      </label>
    </div>
  );
}
