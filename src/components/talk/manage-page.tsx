"use client";
/** What a link of a confirmation mail opens. It shows; only buttons act. */
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { answerCounter, cancelBooking, eraseVisitorData, getManaged, listMoveSlots, moveBooking } from "@/hooks/link-addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Managed, Slot } from "@/lib/delegation/contracts";
import { CalendarLinks } from "./booked";
import { Frame, Notice } from "./frame";
import { SlotPicker } from "./slot-picker";
import { guessLanguage, problemWords, slotWords, speechOf, type Speech } from "./speech";

type Step = "show" | "move" | "cancel" | "erase";

interface Asked {
  readonly title: string;
  readonly text?: string;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children?: ReactNode;
}

/** A question in the page's own place: what is asked stays in sight. */
function Ask({ title, text, yes, no, busy, onYes, onNo, children }: Asked) {
  return (
    <section aria-label={title} className="space-y-4 rounded-2xl border border-danger bg-surface p-4 sm:p-6">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {text !== undefined && <p className="mt-1 text-sm text-ink-soft">{text}</p>}
      </div>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button autoFocus onClick={onNo}>
          {no}
        </Button>
        <Button variant="danger" busy={busy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </section>
  );
}

function Facts({ managed, zone, speech }: { readonly managed: Managed; readonly zone: string; readonly speech: Speech }) {
  const { words } = speech;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      words.when,
      <>
        {slotWords(managed, zone, speech)} <span className="font-normal text-ink-faint">({zone.replaceAll("_", " ")})</span>
      </>,
    ],
    [
      words.where,
      /^https:\/\//.test(managed.place) ? (
        <a className="break-all text-accent-text underline" href={managed.place} rel="noreferrer">
          {managed.place}
        </a>
      ) : (
        managed.place
      ),
    ],
    [words.who, `${managed.name} · ${managed.email}`],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-faint">{label}</dt>
          <dd dir="auto" className={label === words.when ? "font-medium break-words" : "break-words"}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ManagingProps {
  readonly managed: Managed;
  readonly zone: string;
  readonly speech: Speech;
  readonly onChanged: (managed: Managed) => void;
  readonly onErased: () => void;
}

function Managing({ managed, zone, speech, onChanged, onErased }: ManagingProps) {
  const { words } = speech;
  const { key } = managed;
  const owner = managed.owner.name;
  const booking = managed.kind === "booking";
  const [step, setStep] = useState<Step>("show");
  const [wanted, setWanted] = useState<Slot | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [news, setNews] = useState("");
  const load = useCallback(async (month: string) => (await call(listMoveSlots, { key, month, zone })).slots, [key, zone]);
  const act = async (task: () => Promise<Managed>, said = ""): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      onChanged(await task());
      setNews(said);
      setStep("show");
    } catch (error) {
      setProblem(problemWords(error, speech));
    }
    setWanted(null);
    setBusy(false);
  };
  const erase = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(eraseVisitorData, { key, confirm: true });
      onErased();
    } catch (error) {
      setProblem(problemWords(error, speech));
      setBusy(false);
    }
  };
  return (
    <div className="space-y-5" data-testid="managed" data-state={managed.state}>
      <header>
        <p className="text-sm font-medium text-accent-text">{words.states[managed.state]}</p>
        <h1 className="text-2xl font-semibold break-words" dir="auto">
          {managed.title}
        </h1>
      </header>
      <p role="status" className={news === "" ? "sr-only" : "rounded-xl bg-accent-soft px-4 py-3 text-sm text-accent-text"}>
        {news}
      </p>
      {problem !== null && (
        <p role="alert" className="rounded-xl bg-danger-soft px-4 py-3 text-sm text-danger-text">
          {problem}
        </p>
      )}
      <section className="space-y-5 rounded-2xl border bg-surface p-4 sm:p-6">
        <Facts managed={managed} zone={zone} speech={speech} />
        {managed.counter !== null && managed.state === "countered" && (
          <div className="space-y-3 rounded-xl bg-accent-soft px-4 py-3 text-accent-text">
            <p>
              {words.counter(owner)}: <strong>{slotWords(managed.counter, zone, speech)}</strong>
            </p>
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" busy={busy} onClick={() => void act(() => call(answerCounter, { key, accept: true }))}>
                {words.takeIt}
              </Button>
              <Button onClick={() => void act(() => call(answerCounter, { key, accept: false }))}>{words.notThat}</Button>
            </div>
          </div>
        )}
        {managed.calendars !== null && <CalendarLinks calendars={managed.calendars} speech={speech} />}
        {step === "show" && (managed.canMove || managed.canCancel) && (
          <div className="flex flex-wrap gap-2 border-t pt-4">
            {managed.canMove && (
              <Button variant="primary" onClick={() => setStep("move")}>
                {words.move}
              </Button>
            )}
            {managed.canCancel && <Button onClick={() => setStep("cancel")}>{booking ? words.cancel : words.withdraw}</Button>}
          </div>
        )}
      </section>
      {step === "move" && (
        <section aria-label={words.moveTitle} className="space-y-4 rounded-2xl border bg-surface p-4 sm:p-6">
          <h2 className="text-base font-semibold">{words.moveTitle}</h2>
          <SlotPicker
            speech={speech}
            zone={zone}
            firstMonth={managed.firstMonth}
            lastMonth={managed.lastMonth}
            load={load}
            choosing={wanted?.start ?? null}
            onChoose={setWanted}
          />
          <div className="flex flex-wrap items-center gap-2 border-t pt-4">
            {wanted !== null && (
              <Button variant="primary" busy={busy} onClick={() => void act(() => call(moveBooking, { key, start: wanted.start }), words.moved)}>
                <span className="whitespace-normal">{words.moveConfirm(slotWords(wanted, zone, speech))}</span>
              </Button>
            )}
            <Button
              onClick={() => {
                setWanted(null);
                setStep("show");
              }}
            >
              {words.back}
            </Button>
          </div>
        </section>
      )}
      {step === "cancel" && (
        <Ask
          title={booking ? words.cancelTitle : words.withdrawTitle}
          yes={booking ? words.cancel : words.withdraw}
          no={words.keep}
          busy={busy}
          onYes={() => void act(() => call(cancelBooking, { key, reason: reason.trim() }))}
          onNo={() => setStep("show")}
        >
          <Field label={`${words.reason} (${words.optional})`}>
            {(control) => <Textarea {...control} dir="auto" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        </Ask>
      )}
      {step === "erase" ? (
        <Ask
          title={words.eraseTitle}
          text={words.eraseText}
          yes={words.erase}
          no={words.keep}
          busy={busy}
          onYes={() => void erase()}
          onNo={() => setStep("show")}
        />
      ) : (
        <section aria-label={words.yourData} className="flex flex-wrap items-center gap-2 pt-2 text-sm">
          <h2 className="me-2 font-medium text-ink-soft">{words.yourData}</h2>
          <a href={`/api/managed/${encodeURIComponent(key)}/data`} download="my-data.json" className={buttonStyles({ size: "sm" })}>
            {words.export}
          </a>
          <Button size="sm" variant="quiet" onClick={() => setStep("erase")}>
            {words.erase}
          </Button>
        </section>
      )}
    </div>
  );
}

/** `languages`: what the browser asked for, the best first. */
export function ManagePage({ managedKey, languages }: { readonly managedKey: string; readonly languages: readonly string[] }) {
  const [managed, setManaged] = useState<Managed | null>(null);
  const [end, setEnd] = useState<"gone" | "failed" | "erased" | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    call(getManaged, { key: managedKey }).then(
      (found) => {
        setManaged(found);
        setEnd(null);
      },
      (error: unknown) => setEnd(error instanceof ProblemError && error.status === 404 ? "gone" : "failed"),
    );
  }, [managedKey, tries]);
  const language = managed?.language ?? guessLanguage(languages);
  const speech = useMemo(() => speechOf(language, managed === null ? languages : navigator.languages), [language, languages, managed]);
  const { words } = speech;
  return (
    <Frame speech={speech} {...(managed === null ? {} : { delegate: managed.owner.delegateName })}>
      {end === "gone" && <Notice title={words.goneTitle}>{words.gone}</Notice>}
      {end === "erased" && <Notice title={words.erased} />}
      {end === "failed" && (
        <Notice title={words.failedTitle} action={<Button onClick={() => setTries(tries + 1)}>{words.tryAgain}</Button>}>
          {words.failed}
        </Notice>
      )}
      {end === null && managed === null && (
        <h1 role="status" className="py-16 text-center text-ink-soft">
          {words.loading}
        </h1>
      )}
      {end === null && managed !== null && (
        <Managing
          managed={managed}
          zone={Intl.DateTimeFormat().resolvedOptions().timeZone}
          speech={speech}
          onChanged={setManaged}
          onErased={() => setEnd("erased")}
        />
      )}
    </Frame>
  );
}
