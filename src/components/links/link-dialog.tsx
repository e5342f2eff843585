"use client";
/** A link's rules. Only its name is needed; everything else has a sensible beginning. */
import { useState, type SubmitEvent } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { toFormProblem } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createLink, updateLink } from "@/hooks/link-addresses";
import { call } from "@/hooks/call";
import type { Link } from "@/lib/delegation/contracts";
import { Chips, Part, toggled } from "./form-parts";
import { LimitsPart } from "./limits-part";
import { expiries, fromDraft, newDraft, problemsOf, toDraft, type Expiry, type LinkDraft } from "./link-draft";
import { MeetingPart } from "./meeting-part";
import { QuestionsPart } from "./questions-part";
import { TimesPart } from "./times-part";

export interface LinkDialogProps {
  /** Null for a new one. */
  readonly link: Link | null;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onSaved: (link: Link) => void;
  readonly onMade: (made: { readonly link: Link; readonly address: string }) => void;
}

const usualDurations = [15, 30, 45, 60, 90];

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
        <FormFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {link === null ? "Make the link" : "Save"}
          </Button>
        </FormFooter>
      </form>
    </Dialog>
  );
}
