"use client";
/** A link's rules. Only its name is needed; everything else has a sensible beginning. */
import { Plus, X } from "lucide-react";
import { useState, type SubmitEvent, type ReactNode } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { toFormProblem } from "@/components/identity/use-form-call";
import { weekdayNames } from "@/components/settings/weekdays";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { createLink, updateLink } from "@/hooks/link-addresses";
import { call } from "@/hooks/call";
import type { Link, LinkRules, Question } from "@/lib/delegation/contracts";
import { expiries, fromDraft, newDraft, problemsOf, toDraft, type Expiry, type LinkDraft } from "./link-draft";

export interface LinkDialogProps {
  /** Null for a new one. */
  readonly link: Link | null;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onSaved: (link: Link) => void;
  readonly onMade: (made: { readonly link: Link; readonly address: string }) => void;
}

interface PartProps {
  readonly draft: LinkDraft;
  readonly set: (changes: Partial<LinkDraft>) => void;
  readonly problems: Readonly<Record<string, string>>;
}

const usualDurations = [15, 30, 45, 60, 90];
const days = [1, 2, 3, 4, 5, 6, 7];

function Part({
  title,
  hint,
  open = false,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details open={open} className="group border-t pt-3">
      <summary className="flex list-none items-baseline justify-between gap-3 rounded-md py-1 [&::-webkit-details-marker]:hidden">
        <span className="shrink-0 font-medium">{title}</span>
        <span className="truncate text-sm text-ink-faint group-open:hidden">{hint}</span>
      </summary>
      <div className="space-y-4 pt-3 pb-2">{children}</div>
    </details>
  );
}

function Chips({
  label,
  options,
  chosen,
  onToggle,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly chosen: readonly number[];
  readonly onToggle: (value: number) => void;
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={chosen.includes(option.value)}
          onClick={() => onToggle(option.value)}
          className="h-8 rounded-lg border border-line-strong px-2.5 text-sm text-ink-soft hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text pointer-coarse:h-10"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

const toggled = (list: readonly number[], value: number): number[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value].sort((a, b) => a - b);

function NumberField({ label, hint, value, max, onChange }: { label: string; hint: string; value: string; max: number; onChange: (text: string) => void }) {
  return (
    <Field label={label} hint={hint}>
      {(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={max} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

function MeetingPart({ draft, set, problems }: PartProps) {
  const { meeting } = draft;
  const types: Record<LinkRules["meeting"]["type"], LinkRules["meeting"]> = {
    video: { type: "video", address: "" },
    phone: { type: "phone", caller: "owner", number: "" },
    place: { type: "place", place: "" },
  };
  return (
    <div className="space-y-4">
      <SegmentedControl
        label="Kind of meeting"
        value={meeting.type}
        onChange={(type) => set({ meeting: types[type] })}
        segments={[
          { value: "video", label: "Video" },
          { value: "phone", label: "Phone" },
          { value: "place", label: "In person" },
        ]}
        className="w-full"
      />
      {meeting.type === "video" && (
        <Field label="Address of the call" hint="{id} becomes letters of each booking’s own. Empty: you send it later." error={problems.meeting}>
          {(control) => (
            <Input
              {...control}
              placeholder="https://meet.example.org/{id}"
              maxLength={500}
              value={meeting.address}
              onChange={(event) => set({ meeting: { type: "video", address: event.target.value.trim() } })}
            />
          )}
        </Field>
      )}
      {meeting.type === "phone" && (
        <Field label="Who calls" error={problems.meeting}>
          {(control) => (
            <Select
              {...control}
              value={meeting.caller}
              onChange={(event) => set({ meeting: { ...meeting, caller: event.target.value === "visitor" ? "visitor" : "owner" } })}
            >
              <option value="owner">I call; they leave their number</option>
              <option value="visitor">They call me</option>
            </Select>
          )}
        </Field>
      )}
      {meeting.type === "phone" && meeting.caller === "visitor" && (
        <Field label="Your number" hint="Told with the booking, not before.">
          {(control) => (
            <Input
              {...control}
              type="tel"
              maxLength={60}
              value={meeting.number}
              onChange={(event) => set({ meeting: { ...meeting, number: event.target.value } })}
            />
          )}
        </Field>
      )}
      {meeting.type === "place" && (
        <Field label="Place" error={problems.meeting}>
          {(control) => (
            <Input
              {...control}
              placeholder="Café Central"
              maxLength={300}
              value={meeting.place}
              onChange={(event) => set({ meeting: { type: "place", place: event.target.value } })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function LimitsPart({ draft, set, problems, hasPin }: PartProps & { readonly hasPin: boolean }) {
  return (
    <Part title="Who, and how often" hint="anybody with the link" open={["pin", "allowed", "maxBookings"].some((name) => problems[name] !== undefined)}>
      <Field label="Most bookings" hint="Empty: any number." error={problems.maxBookings}>
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={10_000}
            value={draft.maxBookings}
            onChange={(event) => set({ maxBookings: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="PIN"
        hint={hasPin && draft.pin === null ? "It has one. Write another to change it." : "4 to 12 digits, told beside the link. Empty: none."}
        error={problems.pin}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            placeholder={hasPin && draft.pin === null ? "••••" : ""}
            value={draft.pin ?? ""}
            onChange={(event) => set({ pin: event.target.value })}
          />
        )}
      </Field>
      {hasPin && draft.pin !== "" && (
        <Button size="sm" variant="quiet" onClick={() => set({ pin: "" })}>
          Take the PIN away
        </Button>
      )}
      <Field label="Only these domains or addresses" hint="acme.com, tom@example.org. Empty: anybody." error={problems.allowed}>
        {(control) => <Input {...control} autoComplete="off" value={draft.allowed} onChange={(event) => set({ allowed: event.target.value })} />}
      </Field>
      <label className="flex items-start gap-2.5 text-sm">
        <Checkbox checked={draft.approval} onChange={(event) => set({ approval: event.target.checked })} />
        <span>Bookings wait for my yes</span>
      </label>
      <label className="flex items-start gap-2.5 text-sm">
        <Checkbox checked={draft.verifyEmail} onChange={(event) => set({ verifyEmail: event.target.checked })} />
        <span>They prove their e-mail address with a code first</span>
      </label>
    </Part>
  );
}

function TimesPart({ draft, set, problems }: PartProps) {
  const names = weekdayNames("en", "short");
  const hours = draft.hours;
  const change = (index: number, changes: Partial<NonNullable<LinkDraft["hours"]>[number]>): void =>
    set({ hours: (hours ?? []).map((window, at) => (at === index ? { ...window, ...changes } : window)) });
  return (
    <Part title="When" hint="your own availability" open={problems.times !== undefined}>
      <div className="grid grid-cols-2 gap-3">
        <Field label="First day">
          {(control) => <Input {...control} type="date" value={draft.from} onChange={(event) => set({ from: event.target.value })} />}
        </Field>
        <Field label="Last day">
          {(control) => <Input {...control} type="date" value={draft.until} onChange={(event) => set({ until: event.target.value })} />}
        </Field>
      </div>
      <fieldset className="min-w-0 space-y-3">
        <legend className="mb-2 text-sm font-medium">Hours of its own</legend>
        {hours === null && <p className="text-sm text-ink-faint">Your working hours hold.</p>}
        {hours?.map((window, index) => (
          <div key={index} className="space-y-2 rounded-lg bg-sunken p-3">
            <Chips
              label={`Days of line ${index + 1}`}
              options={days.map((day) => ({ value: day, label: names[day - 1] ?? "" }))}
              chosen={window.days}
              onToggle={(day) => change(index, { days: toggled(window.days, day) })}
            />
            <div className="flex items-center gap-2">
              <Input
                type="time"
                aria-label={`Line ${index + 1}, from`}
                value={window.start}
                onChange={(event) => change(index, { start: event.target.value })}
                className="min-w-0 !px-2"
              />
              <span aria-hidden className="text-ink-faint">
                to
              </span>
              <Input
                type="time"
                aria-label={`Line ${index + 1}, to`}
                value={window.end === "24:00" ? "00:00" : window.end}
                onChange={(event) => change(index, { end: event.target.value })}
                className="min-w-0 !px-2"
              />
              <IconButton label={`Remove line ${index + 1}`} onClick={() => set({ hours: hours.length === 1 ? null : hours.filter((_, at) => at !== index) })}>
                <X aria-hidden />
              </IconButton>
            </div>
          </div>
        ))}
        {problems.times !== undefined && (
          <p role="alert" className="text-sm text-danger-text">
            {problems.times}
          </p>
        )}
        <Button size="sm" onClick={() => set({ hours: [...(hours ?? []), { days: [1, 2, 3, 4, 5], start: "09:00", end: "12:00" }] })}>
          <Plus aria-hidden />
          Add hours
        </Button>
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Minutes free before"
          hint="Empty: as always."
          max={240}
          value={draft.bufferBefore}
          onChange={(bufferBefore) => set({ bufferBefore })}
        />
        <NumberField label="Minutes free after" hint="Empty: as always." max={240} value={draft.bufferAfter} onChange={(bufferAfter) => set({ bufferAfter })} />
        <NumberField label="Notice, in minutes" hint="Empty: as always." max={86_400} value={draft.notice} onChange={(notice) => set({ notice })} />
        <NumberField label="Days ahead" hint="Empty: as always." max={365} value={draft.window} onChange={(window) => set({ window })} />
      </div>
    </Part>
  );
}

const idFor = (questions: readonly Question[]): string => {
  let number = questions.length + 1;
  while (questions.some(({ id }) => id === `question-${number}`)) number += 1;
  return `question-${number}`;
};

function QuestionsPart({ draft, set, problems }: PartProps) {
  const { questions } = draft;
  const change = (id: string, changes: Partial<Question>): void =>
    set({ questions: questions.map((question) => (question.id === id ? { ...question, ...changes } : question)) });
  return (
    <Part
      title="Questions"
      hint={questions.length === 0 ? "name and e-mail only" : questions.length === 1 ? "1 question" : `${questions.length} questions`}
      open={problems.questions !== undefined}
    >
      {questions.map((question, index) => (
        <div key={question.id} className="space-y-3 rounded-lg bg-sunken p-3">
          <div className="flex items-center gap-2">
            <Input
              aria-label={`Question ${index + 1}`}
              placeholder="What would you like to talk about?"
              maxLength={200}
              value={question.label}
              onChange={(event) => change(question.id, { label: event.target.value })}
            />
            <IconButton label={`Remove question ${index + 1}`} onClick={() => set({ questions: questions.filter(({ id }) => id !== question.id) })}>
              <X aria-hidden />
            </IconButton>
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Select
              aria-label={`Answer to question ${index + 1}`}
              value={question.type}
              onChange={(event) => change(question.id, { type: event.target.value as Question["type"] })}
              className="w-40"
            >
              <option value="short">One line</option>
              <option value="long">Several lines</option>
              <option value="choice">A choice</option>
            </Select>
            <label className="flex items-center gap-2 text-sm">
              <Checkbox checked={question.required} onChange={(event) => change(question.id, { required: event.target.checked })} />
              Needed
            </label>
          </div>
          {question.type === "choice" && (
            <Input
              aria-label={`Answers to choose from, question ${index + 1}`}
              placeholder="Sales, Support, Something else"
              value={question.choices.join(", ")}
              onChange={(event) => change(question.id, { choices: event.target.value.split(",").map((each) => each.trimStart()) })}
            />
          )}
        </div>
      ))}
      {problems.questions !== undefined && (
        <p role="alert" className="text-sm text-danger-text">
          {problems.questions}
        </p>
      )}
      {questions.length < 10 && (
        <Button size="sm" onClick={() => set({ questions: [...questions, { id: idFor(questions), label: "", type: "short", choices: [], required: false }] })}>
          <Plus aria-hidden />
          Add a question
        </Button>
      )}
    </Part>
  );
}

export function LinkDialog({ link, zone, onClose, onSaved, onMade }: LinkDialogProps) {
  const [draft, setDraft] = useState(() => (link === null ? newDraft : toDraft(link, zone)));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const set = (changes: Partial<LinkDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const send = async (): Promise<void> => {
    const rules = fromDraft(draft, zone, Date.now());
    const pin = draft.pin === null ? undefined : draft.pin === "" ? null : draft.pin;
    if (link === null) onMade(await call(createLink, { ...rules, ...(pin == null ? {} : { pin }) }));
    else onSaved(await call(updateLink, { linkId: link.id, version: link.version, ...rules, ...(pin === undefined ? {} : { pin }) }));
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const missing = problemsOf(draft);
    setProblems(missing);
    setProblem(null);
    if (Object.keys(missing).length === 0) {
      setBusy(true);
      try {
        await send();
        return;
      } catch (error) {
        const found = toFormProblem(error);
        setProblem(found.text ?? Object.values(found.fields)[0] ?? null);
        setProblems(found.fields);
      } finally {
        setBusy(false);
      }
    }
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus());
  };
  const durations = [...new Set([...usualDurations, ...draft.durations])].sort((a, b) => a - b);
  return (
    <Dialog open onOpenChange={onClose} title={link === null ? "New link" : link.name} className="sm:max-w-lg">
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="space-y-4" data-testid="link-form">
        <FormAlert text={problem} />
        <Field label="Name" hint="For your own list; visitors don’t see it." error={problems.name}>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              autoComplete="off"
              placeholder="Acme people"
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="What it is for" hint="Visitors see it, and it titles the meeting." error={problems.purpose}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              autoComplete="off"
              placeholder="Introductory call"
              value={draft.purpose}
              onChange={(event) => set({ purpose: event.target.value })}
            />
          )}
        </Field>
        <div className="space-y-1.5">
          <p className="text-sm font-medium">How long meetings are</p>
          <Chips
            label="How long meetings are"
            options={durations.map((minutes) => ({ value: minutes, label: `${minutes} min` }))}
            chosen={draft.durations}
            onToggle={(minutes) => set({ durations: toggled(draft.durations, minutes).slice(-6) })}
          />
          {problems.durations !== undefined && (
            <p role="alert" className="text-sm text-danger-text">
              {problems.durations}
            </p>
          )}
        </div>
        <MeetingPart draft={draft} set={set} problems={problems} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Stops working" error={draft.expiry === "custom" ? undefined : problems.expiresAt}>
            {(control) => (
              <Select {...control} value={draft.expiry} onChange={(event) => set({ expiry: event.target.value as Expiry })}>
                {expiries.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {draft.expiry === "custom" && (
            <Field label="Day and time" error={problems.expiresAt}>
              {(control) => <Input {...control} type="datetime-local" value={draft.expiresAt} onChange={(event) => set({ expiresAt: event.target.value })} />}
            </Field>
          )}
        </div>
        <LimitsPart draft={draft} set={set} problems={problems} hasPin={link?.hasPin ?? false} />
        <TimesPart draft={draft} set={set} problems={problems} />
        <QuestionsPart draft={draft} set={set} problems={problems} />
        <Part title="Language" hint={{ auto: "as their browser says", en: "English", he: "Hebrew", de: "German" }[draft.language]}>
          <Field label="The page speaks">
            {(control) => (
              <Select {...control} value={draft.language} onChange={(event) => set({ language: event.target.value as LinkDraft["language"] })}>
                <option value="auto">What their browser says</option>
                <option value="en">English</option>
                <option value="he">Hebrew</option>
                <option value="de">German</option>
              </Select>
            )}
          </Field>
        </Part>
        <div className="flex justify-end gap-2 border-t pt-4">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {link === null ? "Make the link" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
