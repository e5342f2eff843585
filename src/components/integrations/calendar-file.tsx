"use client";
/** A calendar as a file: what an .ics would add is shown before it is added; one's own calendars are downloaded. */
import { Download } from "lucide-react";
import { useId, useState, type ChangeEvent } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { call, ProblemError } from "@/hooks/call";
import { importFile } from "@/hooks/calendar-file-addresses";
import type { Import } from "@/lib/calendar-files/contracts";

export interface CalendarFileProps {
  readonly calendars: readonly { readonly id: string; readonly name: string; readonly readOnly: boolean }[];
  readonly zone: string;
  readonly locale: string;
}

const fileBytesMax = 8_000_000;
const wordsOf = (error: unknown): string => {
  if (!(error instanceof ProblemError)) return "The file can’t be read. Try again in a moment.";
  // The server's words are for an address.
  return error.code === "integrations/not-a-calendar" ? "There is no calendar in that file. Take an .ics file, as calendar programs export it." : error.detail;
};
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** UTF-8, or Latin letters as older programs write them. */
const textOf = async (file: File): Promise<string> => {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
};

function Preview({ found, zone, locale }: { readonly found: Import; readonly zone: string; readonly locale: string }) {
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: "medium" });
  const moment = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: "medium", timeStyle: "short" });
  const more = found.added + found.changed - found.events.length;
  return (
    <div className="mt-4 rounded-xl border bg-surface p-4" role="status">
      <p className="font-medium">
        {found.done ? "Added: " : "It would add "}
        {counted(found.added, "event", "events")}
        {found.changed > 0 && `, ${found.done ? "changed" : "change"} ${found.changed}`}
        {found.same > 0 && `. ${counted(found.same, "is", "are")} here already`}.
      </p>
      {!found.done && found.events.length > 0 && (
        <ul aria-label="What would be added" className="mt-3 max-h-64 space-y-1 overflow-y-auto text-sm">
          {found.events.map(({ title, start, allDay, repeats }, index) => (
            <li key={index} className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0 break-words">
                {title}
                {repeats && <span className="text-ink-soft"> (repeats)</span>}
              </span>
              <span className="text-ink-soft tabular-nums">{(allDay ? day : moment).format(new Date(start))}</span>
            </li>
          ))}
          {more > 0 && <li className="text-ink-soft">and {more} more</li>}
        </ul>
      )}
      {found.unreadableCount > 0 && (
        <details className="mt-3 text-sm">
          <summary className="cursor-pointer">{counted(found.unreadableCount, "thing", "things")} couldn’t be read as they stand</summary>
          <ul className="mt-2 max-h-48 space-y-1 overflow-y-auto text-ink-soft">
            {found.unreadable.map(({ what, reason }, index) => (
              <li key={index} className="break-words">
                {what}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

export function CalendarFile({ calendars, zone, locale }: CalendarFileProps) {
  const writable = calendars.filter(({ readOnly }) => !readOnly);
  const [into, setInto] = useState(writable[0]?.id ?? "");
  const [from, setFrom] = useState(calendars[0]?.id ?? "");
  const [text, setText] = useState<string | null>(null);
  const [found, setFound] = useState<Import | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fileId = useId();

  const ask = async (said: string, calendarId: string, write: boolean): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await call(importFile, { text: said, write, ...(calendarId === "" ? {} : { calendarId }) });
      setFound(answer);
      if (write) {
        setText(null);
        toast({ message: `${counted(answer.added, "event is", "events are")} added.` });
      }
    } catch (error) {
      setFound(null);
      setProblem(wordsOf(error));
    }
    setBusy(false);
  };
  const pick = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.target.files ?? [];
    setFound(null);
    setText(null);
    setProblem(null);
    if (file === undefined) return;
    if (file.size > fileBytesMax) {
      setProblem("That file is larger than 8 MB. Export fewer events into it.");
      return;
    }
    const said = await textOf(file);
    if (said.trim() === "") {
      setProblem("That file is empty.");
      return;
    }
    setText(said);
    await ask(said, into, false);
  };
  return (
    <div className="space-y-8">
      <div className="max-w-xl">
        <h3 className="font-medium">Import</h3>
        <div className="mt-3 max-w-md space-y-4">
          {writable.length > 1 && (
            <Field label="Into">
              {(control) => (
                <Select
                  {...control}
                  value={into}
                  onChange={(event) => {
                    setInto(event.target.value);
                    if (text !== null) void ask(text, event.target.value, false);
                  }}
                >
                  {writable.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <div className="space-y-1.5">
            <label htmlFor={fileId} className="text-sm font-medium">
              Calendar file (.ics)
            </label>
            <input
              id={fileId}
              type="file"
              accept=".ics,.ical,.ifb,text/calendar"
              disabled={busy}
              onChange={(event) => void pick(event)}
              className="block w-full text-sm file:me-3 file:min-h-9 file:cursor-pointer file:rounded-lg file:border file:border-solid file:bg-surface file:px-3 file:font-medium pointer-coarse:file:min-h-11"
            />
          </div>
        </div>
        <FormAlert text={problem} />
        {found !== null && <Preview found={found} zone={zone} locale={locale} />}
        {found !== null && !found.done && text !== null && (
          <Button className="mt-4" variant="primary" busy={busy} disabled={found.added + found.changed === 0} onClick={() => void ask(text, into, true)}>
            {found.added + found.changed === 0 ? "There is nothing to add" : `Add ${counted(found.added + found.changed, "event", "events")}`}
          </Button>
        )}
      </div>
      <div className="max-w-md">
        <h3 className="font-medium">Export</h3>
        <div className="mt-3 space-y-4">
          <Field label="Calendar to export">
            {(control) => (
              <Select {...control} value={from} onChange={(event) => setFrom(event.target.value)}>
                {calendars.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <a
            href={`/api/calendar-files/${from}`}
            download
            className="inline-flex min-h-9 items-center gap-2 rounded-lg border bg-surface px-3 text-sm font-medium hover:bg-sunken pointer-coarse:min-h-11"
          >
            <Download aria-hidden className="size-4" />
            Download .ics
          </a>
        </div>
      </div>
    </div>
  );
}
