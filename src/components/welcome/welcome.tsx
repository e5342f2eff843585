"use client";
/** First steps: who you are, how Perin speaks, when you work, and what it may do by itself. Everything can be changed later. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { z } from "zod";
import { FormAlert } from "@/components/identity/form-alert";
import { toFormProblem, type FormProblem } from "@/components/identity/use-form-call";
import { PolicyList } from "@/components/settings/policy-list";
import { ToneChoice } from "@/components/settings/tone-choice";
import { ZoneField } from "@/components/settings/zone-field";
import { weekdayNames } from "@/components/settings/weekdays";
import { Wordmark } from "@/components/shell/wordmark";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { putAvailability, updateProfile } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { ToolPolicySchema } from "@/lib/ai/contracts";
import type { Profile } from "@/lib/identity/contracts";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";

export interface WelcomeProps {
  readonly profile: Profile;
  readonly rules: AvailabilityRules;
  readonly policies: readonly z.output<typeof ToolPolicySchema>[];
  /** Where the newcomer wanted to go. */
  readonly next: string;
}

type Hours = NonNullable<AvailabilityRules["hours"]>[number];

interface Draft {
  readonly name: string;
  readonly delegateName: string;
  readonly tone: Profile["tone"];
  readonly zone: string;
  readonly hours: Hours;
}

const usualHours: Hours = { days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" };

interface StepProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly fields: FormProblem["fields"];
}

function Names({ draft, set, fields }: StepProps) {
  return (
    <>
      <Field label="Your name" error={fields.name}>
        {(control) => <Input {...control} autoComplete="name" value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      <Field label="Name of your delegate" hint="What you call it" error={fields.delegateName}>
        {(control) => <Input {...control} autoComplete="off" value={draft.delegateName} onChange={(event) => set({ delegateName: event.target.value })} />}
      </Field>
    </>
  );
}

function WorkingHours({ draft, set, fields }: StepProps) {
  const { hours } = draft;
  const change = (next: Partial<Hours>): void => set({ hours: { ...hours, ...next } });
  const toggle = (day: number, on: boolean): void => change({ days: on ? [...hours.days, day].sort() : hours.days.filter((each) => each !== day) });
  return (
    <>
      <ZoneField label="Time zone" hint="Type a city" error={fields.zone} value={draft.zone} onChange={(zone) => set({ zone })} />
      <fieldset>
        <legend className="text-sm font-medium">Days you work</legend>
        <div className="mt-2 flex flex-wrap gap-x-5 gap-y-2">
          {weekdayNames("en").map((name, index) => (
            <label key={name} className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
              <Checkbox checked={hours.days.includes(index + 1)} onChange={(event) => toggle(index + 1, event.target.checked)} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-2 gap-4">
        <Field label="From">
          {(control) => <Input {...control} type="time" value={hours.start} onChange={(event) => change({ start: event.target.value })} />}
        </Field>
        <Field label="To" error={fields.hours}>
          {(control) => <Input {...control} type="time" value={hours.end} onChange={(event) => change({ end: event.target.value })} />}
        </Field>
      </div>
    </>
  );
}

interface Step {
  readonly title: string;
  readonly about: string;
  readonly body: (props: StepProps) => ReactNode;
  readonly save: (draft: Draft) => Promise<unknown>;
}

const stepsOf = ({ profile, rules, policies }: WelcomeProps, delegate: string): readonly Step[] => [
  {
    title: "What should you be called?",
    about: "Both of you.",
    body: (props) => <Names {...props} />,
    save: ({ name, delegateName }) => call(updateProfile, { name, delegateName }),
  },
  {
    title: `How should ${delegate} speak?`,
    about: "Facts stay facts; only the words change.",
    body: ({ draft, set }) => <ToneChoice owner={draft.name} value={draft.tone} onChange={(tone) => set({ tone })} />,
    save: ({ tone }) => call(updateProfile, { tone }),
  },
  {
    title: "When do you work?",
    about: "Free times are looked for inside these hours. Finer rules are in the settings.",
    body: (props) => <WorkingHours {...props} />,
    save: async ({ zone, hours }) => {
      if (zone !== profile.zone) await call(updateProfile, { zone });
      await call(putAvailability, { ...rules, zone, hours: hours.days.length === 0 ? [] : [hours] });
    },
  },
  {
    title: `What may ${delegate} do by itself?`,
    about: "These to begin with; the settings have the rest.",
    body: () => <PolicyList policies={policies} />,
    save: () => Promise.resolve(),
  },
];

export function Welcome(props: WelcomeProps) {
  const { profile, rules, next } = props;
  const { name, delegateName, tone, zone } = profile;
  const [draft, setDraft] = useState<Draft>({ name, delegateName, tone, zone, hours: rules.hours?.[0] ?? usualHours });
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>({ text: null, fields: {} });
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const steps = stepsOf(props, draft.delegateName.trim() || "your delegate");
  const step = steps[at] ?? steps[0];
  useEffect(() => {
    if (moved.current) heading.current?.focus();
  }, [at]);
  if (step === undefined) return null;
  const last = at === steps.length - 1;

  const go = (to: number): void => {
    setProblem({ text: null, fields: {} });
    moved.current = true;
    if (to >= steps.length) window.location.assign(next);
    else setAt(to);
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await step.save(draft);
      go(at + 1);
    } catch (error) {
      setProblem(toFormProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-8 sm:py-[10vh]">
      <main className="w-full max-w-lg">
        <div className="flex items-center justify-between gap-4">
          <Wordmark name={draft.delegateName} />
          <a href={next} className="text-sm text-accent-text underline-offset-4 hover:underline">
            Skip all
          </a>
        </div>
        <p className="mt-8 text-sm text-ink-soft">
          {at + 1} of {steps.length}
        </p>
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold break-words">
          {step.title}
        </h1>
        <p className="mt-1 text-sm text-ink-soft">{step.about}</p>
        <form
          noValidate
          className="mt-6 space-y-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void save();
          }}
        >
          <FormAlert text={problem.text} />
          {step.body({ draft, set: (change) => setDraft((now) => ({ ...now, ...change })), fields: problem.fields })}
          <div className="flex flex-wrap items-center gap-2 pt-2">
            <Button type="submit" variant="primary" busy={busy}>
              {last ? "Start" : "Continue"}
            </Button>
            {!last && (
              <Button variant="quiet" onClick={() => go(at + 1)}>
                Skip
              </Button>
            )}
            {at > 0 && (
              <Button variant="quiet" onClick={() => go(at - 1)}>
                Back
              </Button>
            )}
          </div>
        </form>
        <p className="mt-8 text-sm text-ink-faint">All of this can be changed in the settings.</p>
      </main>
    </div>
  );
}
