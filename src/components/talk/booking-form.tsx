"use client";
/** What the owner wants to know before a kept time is booked, beside how long it is still kept. */
import { CircleAlert } from "lucide-react";
import { useEffect, useId, useRef, useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Hold, Question, TalkView } from "@/lib/delegation/contracts";
import { leftWords, slotWords, type Speech } from "./speech";

export interface Details {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly consent: boolean;
}
export const noDetails: Details = { name: "", email: "", phone: "", answers: {}, consent: false };

type Problems = Readonly<Record<string, string>>;
const looksLikeEmail = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text.trim());

/** What is missing, by field. */
export const missingOf = (
  { name, email, phone, answers, consent }: Details,
  { askPhone, questions }: { readonly askPhone: boolean; readonly questions: readonly Question[] },
  { words }: Pick<Speech, "words">,
): Problems => ({
  ...(name.trim() === "" ? { name: words.nameMissing } : {}),
  ...(looksLikeEmail(email) ? {} : { email: words.emailMissing }),
  ...(askPhone && phone.trim() === "" ? { phone: words.phoneMissing } : {}),
  ...Object.fromEntries(questions.filter(({ id, required }) => required && (answers[id] ?? "").trim() === "").map(({ id }) => [id, words.answerMissing])),
  ...(consent ? {} : { consent: words.consentMissing }),
});

/** Milliseconds until `expiresAt`, at most five minutes: whatever the visitor's clock says. */
const useLeft = (expiresAt: string): number => {
  const leftAt = (nowMs: number): number => Math.min(300_000, Math.max(0, Date.parse(expiresAt) - nowMs));
  const [left, setLeft] = useState(() => leftAt(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.min(300_000, Math.max(0, Date.parse(expiresAt) - Date.now()))), 500);
    return () => clearInterval(timer);
  }, [expiresAt]);
  return left;
};

/** Says aloud only that a minute is left, and when it is over. */
export function Kept({ hold, zone, speech, onOther }: { readonly hold: Hold; readonly zone: string; readonly speech: Speech; readonly onOther: () => void }) {
  const { words } = speech;
  const left = useLeft(hold.expiresAt);
  const held = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed is gone with the picker; who writes in the chat goes on writing.
    if (document.activeElement === document.body) held.current?.focus();
  }, []);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-xl bg-accent-soft px-4 py-3 text-accent-text">
      <div>
        <p ref={held} tabIndex={-1} className="font-semibold">
          {slotWords(hold, zone, speech)}
        </p>
        {left > 0 && (
          <p role="timer" className="text-sm tabular-nums" data-testid="countdown">
            {words.heldFor(`\u2066${leftWords(left)}\u2069`)}
          </p>
        )}
        <p role="status" className={left === 0 ? "text-sm" : "sr-only"}>
          {left === 0 ? words.heldNoMore : left <= 60_000 ? words.oneMinuteLeft : ""}
        </p>
      </div>
      <Button size="sm" onClick={onOther}>
        {words.otherTime}
      </Button>
    </div>
  );
}

interface QuestionProps {
  readonly question: Question;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
  readonly speech: Speech;
}

function QuestionField({ question, value, error, onChange, speech: { words } }: QuestionProps) {
  const label = question.required ? question.label : `${question.label} (${words.optional})`;
  return (
    <Field label={label} error={error}>
      {(control) =>
        question.type === "choice" ? (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{words.choose}</option>
            {question.choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </Select>
        ) : question.type === "long" ? (
          <Textarea {...control} dir="auto" maxLength={2_000} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input {...control} dir="auto" maxLength={2_000} value={value} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}

export interface WhoFieldsProps {
  readonly details: Details;
  readonly onChange: (details: Details) => void;
  readonly problems: Problems;
  readonly speech: Speech;
  readonly owner: string;
}

/** Name and address. */
export function WhoFields({ details, onChange, problems, speech: { words } }: Omit<WhoFieldsProps, "owner">) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={words.name} error={problems.name}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            autoComplete="name"
            maxLength={120}
            value={details.name}
            onChange={(event) => onChange({ ...details, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.email} error={problems.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            dir="ltr"
            autoComplete="email"
            maxLength={254}
            value={details.email}
            onChange={(event) => onChange({ ...details, email: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

export function Consent({ details, onChange, problems, speech: { words }, owner }: WhoFieldsProps) {
  const id = useId();
  return (
    <div>
      <label className="flex items-start gap-2.5 text-sm text-ink-soft">
        <Checkbox
          checked={details.consent}
          aria-invalid={problems.consent === undefined ? undefined : true}
          aria-describedby={problems.consent === undefined ? undefined : id}
          onChange={(event) => onChange({ ...details, consent: event.target.checked })}
        />
        <span>{words.consent(owner)}</span>
      </label>
      {problems.consent !== undefined && (
        <p id={id} role="alert" className="mt-1 flex items-start gap-1.5 ps-7.5 text-sm text-danger-text">
          <CircleAlert aria-hidden className="mt-1 size-3.5 shrink-0" />
          {problems.consent}
        </p>
      )}
    </div>
  );
}

export interface BookingFormProps {
  readonly view: TalkView;
  readonly speech: Speech;
  readonly details: Details;
  readonly onChange: (details: Details) => void;
  /** Sends; answers with what went wrong, or null. */
  readonly onBook: (details: Details) => Promise<string | null>;
}

export function BookingForm({ view, speech, details, onChange, onBook }: BookingFormProps) {
  const { words } = speech;
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const missing = missingOf(details, { askPhone: view.meeting.askPhone, questions: view.questions }, speech);
    setProblems(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    setProblem(await onBook(details));
    setBusy(false);
  };
  return (
    <form noValidate method="post" onSubmit={(event) => void submit(event)} className="space-y-4" data-testid="booking-form">
      <h2 className="text-base font-semibold">{words.yourDetails}</h2>
      <WhoFields details={details} onChange={onChange} problems={problems} speech={speech} />
      {view.restricted && <p className="text-sm text-ink-faint">{words.restricted}</p>}
      {view.meeting.askPhone && (
        <Field label={words.phone} hint={words.phoneHint(view.owner.name)} error={problems.phone}>
          {(control) => (
            <Input
              {...control}
              type="tel"
              dir="ltr"
              autoComplete="tel"
              maxLength={60}
              value={details.phone}
              onChange={(event) => onChange({ ...details, phone: event.target.value })}
            />
          )}
        </Field>
      )}
      {view.questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          value={details.answers[question.id] ?? ""}
          error={problems[question.id]}
          speech={speech}
          onChange={(text) => onChange({ ...details, answers: { ...details.answers, [question.id]: text } })}
        />
      ))}
      <Consent details={details} onChange={onChange} problems={problems} speech={speech} owner={view.owner.name} />
      {problem !== null && (
        <p role="alert" className="text-sm text-danger-text">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="w-full sm:w-auto">
        {view.approval ? words.request : words.book}
      </Button>
    </form>
  );
}
