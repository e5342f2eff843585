"use client";
/** Makes or changes an event. What it says about other people is what will really happen. */
import { useState, type SubmitEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import type { Calendar, CalendarEvent } from "@/lib/scheduling/contracts";
import { peopleToTell, problemsOf, repeatChoices, spanOf, type EventDraft } from "./event-draft";
import { TellPeople } from "./tell-people";
import { TimeCheck } from "./time-check";

export interface EventDialogProps {
  readonly initial: EventDraft;
  readonly event: CalendarEvent | null;
  readonly calendars: readonly Calendar[];
  readonly onSave: (draft: EventDraft, notify: boolean) => Promise<boolean>;
  readonly onClose: () => void;
}

export function EventDialog({ initial, event, calendars, onSave, onClose }: EventDialogProps) {
  const [draft, setDraft] = useState(initial);
  const [people, setPeople] = useState(initial.people.join(", "));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [notify, setNotify] = useState(false);
  const set = (change: Partial<EventDraft>): void => setDraft((known) => ({ ...known, ...change }));
  const whole = {
    ...draft,
    people: people
      .split(/[,;\n]/)
      .map((person) => person.trim())
      .filter((person) => person !== ""),
  };
  const problems = problemsOf(whole);
  const shown = tried ? problems : {};
  // A meeting that stands where it stood needs no leave.
  const stays = event !== null && problems.when === undefined && spanOf(initial).start === spanOf(draft).start && spanOf(initial).end === spanOf(draft).end;
  const known = repeatChoices.some(({ value }) => value === draft.repeat);

  const save = async (submitted: SubmitEvent): Promise<void> => {
    submitted.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    setBusy(true);
    const done = await onSave(whole, notify);
    setBusy(false);
    if (done) onClose();
  };

  /** Moving the start takes the end along, as people expect. */
  const setStart = (change: { startDate?: string; startTime?: string }): void => set({ ...change, ...endAfter(draft, { ...draft, ...change }) });

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={event === null ? "New event" : "Change the event"} className="max-w-lg">
      <form onSubmit={(submitted) => void save(submitted)} className="space-y-4" noValidate data-testid="event-form">
        <Field label="Title" error={shown.title}>
          {(control) => <Input {...control} value={draft.title} maxLength={300} autoFocus onChange={(typed) => set({ title: typed.target.value })} />}
        </Field>
        <Row label="All day">{(id) => <Switch id={id} checked={draft.allDay} onChange={(changed) => set({ allDay: changed.target.checked })} />}</Row>
        <div className="grid grid-cols-2 gap-3">
          <Field label={draft.allDay ? "First day" : "Starts on"} error={shown.when}>
            {(control) => <Input {...control} type="date" value={draft.startDate} onChange={(typed) => setStart({ startDate: typed.target.value })} />}
          </Field>
          {draft.allDay ? (
            <Field label="Last day">
              {(control) => (
                <Input {...control} type="date" value={draft.endDate} min={draft.startDate} onChange={(typed) => set({ endDate: typed.target.value })} />
              )}
            </Field>
          ) : (
            <Field label="at">
              {(control) => (
                <Input
                  {...control}
                  aria-label="Starts at"
                  type="time"
                  value={draft.startTime}
                  onChange={(typed) => setStart({ startTime: typed.target.value })}
                />
              )}
            </Field>
          )}
          {!draft.allDay && (
            <>
              <Field label="Ends on">
                {(control) => (
                  <Input {...control} type="date" value={draft.endDate} min={draft.startDate} onChange={(typed) => set({ endDate: typed.target.value })} />
                )}
              </Field>
              <Field label="at">
                {(control) => (
                  <Input {...control} aria-label="Ends at" type="time" value={draft.endTime} onChange={(typed) => set({ endTime: typed.target.value })} />
                )}
              </Field>
            </>
          )}
        </div>
        <p className="text-sm text-ink-faint">Times are in {draft.zone.replaceAll("_", " ")}.</p>
        {!draft.allDay && <TimeCheck span={problems.when === undefined && !stays ? spanOf(draft) : null} exceptRef={event?.ref} />}
        <Field label="Repeats">
          {(control) => (
            <Select {...control} value={draft.repeat} onChange={(chosen) => set({ repeat: chosen.target.value })}>
              {!known && <option value={draft.repeat}>{event?.recurrence?.text ?? "As it is"}</option>}
              {repeatChoices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="With" hint="Names or addresses, divided by commas." error={shown.people}>
          {(control) => <Input {...control} value={people} onChange={(typed) => setPeople(typed.target.value)} autoComplete="off" />}
        </Field>
        <TellPeople
          eventId={event?.id}
          people={problems.people === undefined && problems.when === undefined ? peopleToTell(whole, event) : []}
          onChange={setNotify}
        />
        <Field label="Where">
          {(control) => <Input {...control} value={draft.location} maxLength={500} onChange={(typed) => set({ location: typed.target.value })} />}
        </Field>
        <Field label="Notes">
          {(control) => <Textarea {...control} value={draft.description} maxLength={10_000} onChange={(typed) => set({ description: typed.target.value })} />}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Shows as">
            {(control) => (
              <Select {...control} value={draft.showAs} onChange={(chosen) => set({ showAs: chosen.target.value as EventDraft["showAs"] })}>
                <option value="busy">Busy</option>
                <option value="free">Free</option>
                <option value="out-of-office">Out of office</option>
              </Select>
            )}
          </Field>
          {calendars.length > 1 && event === null && (
            <Field label="Calendar">
              {(control) => (
                <Select {...control} value={draft.calendarId ?? ""} onChange={(chosen) => set({ calendarId: chosen.target.value })}>
                  {calendars.map((calendar) => (
                    <option key={calendar.id} value={calendar.id}>
                      {calendar.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </div>
        <Row label="Tentative">{(id) => <Switch id={id} checked={draft.tentative} onChange={(changed) => set({ tentative: changed.target.checked })} />}</Row>
        <FormFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy} data-testid="save-event">
            {event === null ? "Add" : "Save"}
          </Button>
        </FormFooter>
      </form>
    </Dialog>
  );
}

const endAfter = (before: EventDraft, after: EventDraft): Partial<EventDraft> => {
  const minutes = (draft: EventDraft, side: "start" | "end"): number =>
    Date.parse(`${draft[`${side}Date`]}T${draft.allDay ? "00:00" : draft[`${side}Time`]}:00Z`) / 60_000;
  const length = minutes(before, "end") - minutes(before, "start");
  const end = minutes(after, "start") + length;
  if (!Number.isFinite(end) || length < 0) return {};
  const text = new Date(end * 60_000).toISOString();
  return { endDate: text.slice(0, 10), ...(after.allDay ? {} : { endTime: text.slice(11, 16) }) };
};

function Row({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = `row-${label.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <div className="flex items-center justify-between">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
