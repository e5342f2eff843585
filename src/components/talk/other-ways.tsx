"use client";
/** When nothing on offer fits: a time of the visitor's own, or a few words. */
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { instantOfWall } from "@/components/week/zoned-time";
import { Consent, missingOf, WhoFields, type Details } from "./booking-form";
import type { Speech } from "./speech";

export interface OtherWayProps {
  readonly way: "propose" | "message";
  readonly owner: string;
  readonly zone: string;
  readonly speech: Speech;
  readonly details: Details;
  readonly onChange: (details: Details) => void;
  readonly onBack: () => void;
  /** Each answers with what went wrong, or null. */
  readonly onPropose: (start: string, note: string) => Promise<string | null>;
  readonly onMessage: (text: string) => Promise<string | null>;
}

export function OtherWay({ way, owner, zone, speech, details, onChange, onBack, onPropose, onMessage }: OtherWayProps) {
  const { words } = speech;
  const [date, setDate] = useState("");
  const [clock, setClock] = useState("");
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const proposes = way === "propose";
  const startMs = (): number | null =>
    date === "" || clock === "" ? null : instantOfWall({ date, minutes: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5)) }, zone);
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const start = startMs();
    const missing = {
      ...(proposes && (start === null || start <= Date.now()) ? { when: words.timeMissing } : {}),
      ...(!proposes && text.trim() === "" ? { text: words.messageMissing } : {}),
      ...missingOf(details, { askPhone: false, questions: [] }, speech),
    };
    setProblems(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    setProblem(proposes ? await onPropose(new Date(start ?? 0).toISOString(), text.trim()) : await onMessage(text.trim()));
    setBusy(false);
  };
  return (
    <form noValidate method="post" onSubmit={(event) => void submit(event)} className="space-y-4" data-testid={`${way}-form`}>
      <div>
        <h2 className="text-base font-semibold">{proposes ? words.proposeTitle : words.messageTitle}</h2>
        {proposes && <p className="text-sm text-ink-soft">{words.proposeText(owner)}</p>}
      </div>
      {proposes && (
        <div>
          <div className="grid grid-cols-2 gap-4">
            <Field label={words.day} error={problems.when}>
              {(control) => <Input {...control} type="date" value={date} onChange={(event) => setDate(event.target.value)} />}
            </Field>
            <Field label={words.at}>{(control) => <Input {...control} type="time" value={clock} onChange={(event) => setClock(event.target.value)} />}</Field>
          </div>
          <p className="mt-1 text-sm text-ink-faint">
            {words.zone}: <bdi>{zone.replaceAll("_", " ")}</bdi>
          </p>
        </div>
      )}
      <WhoFields details={details} onChange={onChange} problems={problems} speech={speech} />
      <Field label={proposes ? `${words.note} (${words.optional})` : words.message} error={problems.text}>
        {(control) => <Textarea {...control} dir="auto" maxLength={proposes ? 1_000 : 2_000} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Consent details={details} onChange={onChange} problems={problems} speech={speech} owner={owner} />
      {problem !== null && (
        <p role="alert" className="text-sm text-danger-text">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {proposes ? words.propose : words.send}
        </Button>
        <Button onClick={onBack}>{words.back}</Button>
      </div>
    </form>
  );
}
