"use client";
/** Where the holder of a link finds a time with its owner: by picking one, or in words. */
import clsx from "clsx";
import { Globe } from "lucide-react";
import { useState } from "react";
import { ZoneField } from "@/components/settings/zone-field";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import type { Managed, Slot, TalkMessage, TalkView } from "@/lib/delegation/contracts";
import { About } from "./about";
import { Booked, manageHref } from "./booked";
import { BookingForm, Kept, type Details } from "./booking-form";
import { CodeStep } from "./code-step";
import { Frame, Notice } from "./frame";
import { OtherWay } from "./other-ways";
import { PinGate } from "./pin-gate";
import { SlotPicker } from "./slot-picker";
import { lengthWords, slotWords, type Speech } from "./speech";
import { TalkChat } from "./talk-chat";
import { useKeptDetails } from "./use-kept-details";
import { useTalk, type Talk } from "./use-talk";

function ZoneLine({ zone, speech: { words }, onChange }: { readonly zone: string; readonly speech: Speech; readonly onChange: (zone: string) => void }) {
  const [changing, setChanging] = useState(false);
  if (changing)
    return (
      <div className="max-w-sm">
        <ZoneField
          label={words.zone}
          value={zone}
          onChange={(next) => {
            onChange(next);
            setChanging(false);
          }}
        />
        <Button size="sm" variant="quiet" className="mt-1" onClick={() => setChanging(false)}>
          {words.done}
        </Button>
      </div>
    );
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
      <Globe aria-hidden className="size-4 text-ink-faint" />
      <span>
        {words.zone}: <bdi className="font-medium text-ink">{zone.replaceAll("_", " ")}</bdi>
      </span>
      <Button size="inline" variant="link" className="min-h-6 text-sm" onClick={() => setChanging(true)}>
        {words.change}
      </Button>
    </p>
  );
}

/** What this visit booked before, so that a reload doesn't hide it. */
function Yours({ managed, zone, speech }: { readonly managed: readonly Managed[]; readonly zone: string; readonly speech: Speech }) {
  if (managed.length === 0) return null;
  return (
    <section aria-label={speech.words.yours} className="rounded-xl border bg-surface px-4 py-3">
      <h2 className="text-sm font-semibold">{speech.words.yours}</h2>
      <ul className="mt-1 space-y-1 text-sm">
        {managed.map((each) => (
          <li key={each.key} className="flex flex-wrap gap-x-3">
            <a href={manageHref(each)} className="text-accent-text underline underline-offset-4">
              {slotWords(each, zone, speech)}
            </a>
            <span className="text-ink-faint">{speech.words.states[each.state]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Way = "pick" | "propose" | "message";

interface PickingProps {
  readonly talk: Talk;
  readonly view: TalkView;
  readonly choosing: string | null;
  readonly problem: string | null;
  readonly onChoose: (slot: Slot) => void;
  readonly onWay: (way: Way) => void;
}

/** The times that the delegate named last, as long as none was taken. */
const none: readonly Slot[] = [];
const namedIn = (messages: readonly TalkMessage[]): readonly Slot[] => messages.findLast(({ role }) => role === "perin")?.slots ?? none;

function Picking({ talk, view, choosing, problem, onChoose, onWay }: PickingProps) {
  const { speech, zone, duration, visit } = talk;
  const { words } = speech;
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ZoneLine zone={zone} speech={speech} onChange={talk.setZone} />
        {view.durations.length > 1 && (
          <SegmentedControl
            label={words.length}
            value={String(duration)}
            onChange={(minutes) => talk.setDuration(Number(minutes))}
            segments={view.durations.map((minutes) => ({ value: String(minutes), label: lengthWords(minutes, speech.locale) }))}
          />
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="text-sm text-danger-text">
          {problem}
        </p>
      )}
      <SlotPicker
        speech={speech}
        zone={zone}
        firstMonth={view.firstMonth}
        lastMonth={view.lastMonth}
        load={talk.load}
        lit={namedIn(visit?.messages ?? [])}
        choosing={choosing}
        onChoose={onChoose}
      />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t pt-4 text-sm text-ink-soft">
        {words.nothingFits}
        <Button size="inline" variant="link" className="min-h-6 text-sm" onClick={() => onWay("propose")}>
          {words.proposeInstead}
        </Button>
        <Button size="inline" variant="link" className="min-h-6 text-sm" onClick={() => onWay("message")}>
          {words.leaveMessage}
        </Button>
      </p>
    </div>
  );
}

interface HeldProps {
  readonly talk: Talk;
  readonly view: TalkView;
  readonly details: Details;
  readonly onDetails: (details: Details) => void;
  readonly onBooked: (booked: Managed) => void;
  /** What went wrong is told to the picker too: the time may be gone, and this form with it. */
  readonly onProblem: (problem: string | null) => void;
}

/** A kept time: details, a code where the link asks for one, and it is booked. */
function Held({ talk, view, details, onDetails, onBooked, onProblem }: HeldProps) {
  const { speech, zone, visit } = talk;
  const [coding, setCoding] = useState(false);
  const hold = visit?.hold;
  if (!hold) return null;
  const book = async (filled: Details, code: string | null): Promise<string | null> => {
    const booked = await talk.book(filled, code);
    onProblem(typeof booked === "string" ? booked : null);
    if (typeof booked === "string") return booked;
    onBooked(booked);
    return null;
  };
  const letGo = (): void => {
    onProblem(null);
    talk.letGo();
  };
  const submit = async (filled: Details): Promise<string | null> => {
    const proven = visit.verifiedEmail === filled.email.trim().toLowerCase();
    if (!view.verifyEmail || proven) return book(filled, null);
    const wrong = await talk.askCode(filled.email.trim());
    if (wrong === null) setCoding(true);
    return wrong;
  };
  return (
    <div className="space-y-5">
      <Kept key={hold.expiresAt} hold={hold} zone={zone} speech={speech} onOther={letGo} />
      {coding ? (
        <CodeStep
          email={details.email.trim()}
          speech={speech}
          onCode={(code) => book(details, code)}
          onAgain={() => talk.askCode(details.email.trim())}
          onBack={() => setCoding(false)}
        />
      ) : (
        <BookingForm view={view} speech={speech} details={details} onChange={onDetails} onBook={submit} />
      )}
    </div>
  );
}

function Open({ talk, view, token }: { readonly talk: Talk; readonly view: TalkView; readonly token: string }) {
  const { speech, zone, visit } = talk;
  const { words } = speech;
  const { details, change: setDetails, sent } = useKeptDetails(token);
  const [made, setMade] = useState<Managed | null>(null);
  const [way, setWay] = useState<Way>("pick");
  const [left, setLeft] = useState(false);
  const [choosing, setChoosing] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tab, setTab] = useState<"pick" | "chat">("pick");
  const holding = visit?.hold != null;
  const [held, setHeld] = useState(holding);
  if (held !== holding) {
    // A time that the chat keeps is booked where all are.
    setHeld(holding);
    if (holding) {
      setTab("pick");
      setWay("pick");
      setMade(null);
    }
  }
  const choose = async (slot: Slot): Promise<void> => {
    setChoosing(slot.start);
    setMade(null);
    setProblem(await talk.keep(slot));
    setChoosing(null);
    setTab("pick");
  };
  return (
    <div className="space-y-5 sm:space-y-6">
      <About view={view} zone={zone} speech={speech} picture={`/api/talk/${encodeURIComponent(token)}/picture`} />
      {made === null && <Yours managed={visit?.managed ?? []} zone={zone} speech={speech} />}
      {left && (
        <p role="status" className="rounded-xl bg-accent-soft px-4 py-3 text-sm text-accent-text">
          {words.messageLeft(view.owner.name)}
        </p>
      )}
      <SegmentedControl
        label={words.views}
        value={tab}
        onChange={setTab}
        segments={[
          { value: "pick", label: words.pickTab },
          { value: "chat", label: words.chatTab },
        ]}
        className="flex w-full lg:hidden"
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-label={words.pickTab} className={clsx("rounded-2xl border bg-surface p-4 sm:p-6 lg:block lg:min-h-[34rem]", tab !== "pick" && "hidden")}>
          {made !== null ? (
            <Booked managed={made} zone={zone} speech={speech} mailReady={view.mailReady} onAnother={() => setMade(null)} />
          ) : holding ? (
            <Held
              talk={talk}
              view={view}
              details={details}
              onDetails={setDetails}
              onBooked={(booked) => {
                sent();
                setMade(booked);
              }}
              onProblem={setProblem}
            />
          ) : way === "pick" ? (
            <Picking talk={talk} view={view} choosing={choosing} problem={problem} onChoose={(slot) => void choose(slot)} onWay={setWay} />
          ) : (
            <OtherWay
              key={way}
              way={way}
              owner={view.owner.name}
              zone={zone}
              speech={speech}
              details={details}
              onChange={setDetails}
              onBack={() => setWay("pick")}
              onPropose={async (start, note) => {
                const proposed = await talk.propose(details, start, note);
                if (typeof proposed === "string") return proposed;
                sent();
                setWay("pick");
                setMade(proposed);
                return null;
              }}
              onMessage={async (text) => {
                const wrong = await talk.message(details, text);
                if (wrong === null) {
                  sent();
                  setWay("pick");
                  setLeft(true);
                }
                return wrong;
              }}
            />
          )}
        </section>
        <section
          aria-label={words.chatTab}
          className={clsx("h-[60dvh] min-h-80 rounded-2xl border bg-surface lg:block lg:h-[34rem] lg:max-h-[80dvh]", tab !== "chat" && "hidden")}
        >
          <TalkChat view={view} messages={visit?.messages ?? []} zone={zone} speech={speech} onSay={talk.say} onChoose={(slot) => void choose(slot)} />
        </section>
      </div>
    </div>
  );
}

/** The shape of the page before the link has answered. */
function Opening({ speech }: { readonly speech: Speech }) {
  return (
    <div role="status" className="space-y-6">
      <h1 className="sr-only">{speech.words.loading}</h1>
      <div className="flex items-start gap-4">
        <Skeleton className="size-14 !rounded-full" />
        <div className="grow space-y-2 pt-1">
          <Skeleton className="h-7 w-56 max-w-full" />
          <Skeleton className="h-4 w-80 max-w-full" />
        </div>
      </div>
      <Skeleton className="h-96 !rounded-2xl" />
    </div>
  );
}

/** `languages`: what the browser asked for, the best first. */
export function TalkPage({ token, languages }: { readonly token: string; readonly languages: readonly string[] }) {
  const talk = useTalk(token, languages);
  const { gate, speech, view, working } = talk;
  const { words } = speech;
  return (
    <Frame speech={speech} wide {...(view === null ? {} : { delegate: view.owner.delegateName })}>
      <p role="status" data-testid="working" className={working ? "mb-5 rounded-xl bg-accent-soft px-4 py-3 text-sm text-accent-text" : "sr-only"}>
        {working ? words.working : ""}
      </p>
      {gate === "opening" && <Opening speech={speech} />}
      {gate === "pin" && <PinGate speech={speech} onPin={talk.enter} />}
      {gate === "gone" && <Notice title={words.goneTitle}>{words.gone}</Notice>}
      {gate === "failed" && (
        <Notice title={words.failedTitle} action={<Button onClick={() => void talk.enter()}>{words.tryAgain}</Button>}>
          {words.failed}
        </Notice>
      )}
      {gate === "open" && view !== null && <Open talk={talk} view={view} token={token} />}
    </Frame>
  );
}
