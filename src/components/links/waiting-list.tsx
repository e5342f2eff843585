"use client";
/** Bookings that wait for the owner's yes, and times that visitors proposed. */
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { spanText, type Clock } from "@/components/week/zoned-time";
import { decideBooking, decideProposal } from "@/hooks/link-addresses";
import { call, ProblemError } from "@/hooks/call";
import type { LinkBooking, Proposal } from "@/lib/delegation/contracts";
import { fromLocal, toLocal } from "./link-draft";
import { bookingWords, proposalWords } from "./link-words";

export interface WaitingListProps {
  readonly bookings: readonly LinkBooking[];
  readonly proposals: readonly Proposal[];
  readonly reader: Clock;
  readonly onDecided: () => void;
}

/** Runs one decision at a time; says why one failed. */
const useDecision = (onDecided: () => void) => {
  const [busy, setBusy] = useState(false);
  const decide = async (task: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await task();
      onDecided();
    } catch (error) {
      toast({
        message: "Nothing was decided.",
        detail: error instanceof ProblemError ? (error.issues[0]?.message ?? error.detail) : "Try again.",
        tone: "danger",
      });
    }
    setBusy(false);
  };
  return { busy, decide };
};

function MessageField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  return (
    <Field label="A few words to them">
      {(control) => (
        <Input {...control} dir="auto" maxLength={1_000} placeholder="Not needed" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

function WaitingBooking({ booking, reader, onDecided }: { readonly booking: LinkBooking } & Pick<WaitingListProps, "reader" | "onDecided">) {
  const [state, setState] = useState(booking.state);
  const [message, setMessage] = useState("");
  const { busy, decide } = useDecision(onDecided);
  const send = (decision: "approve" | "decline") =>
    void decide(async () => setState((await call(decideBooking, { bookingId: booking.id, decision, message: message.trim() })).state));
  return (
    <li data-testid="waiting-booking" className="space-y-3 rounded-xl border bg-surface p-4">
      <div>
        <p className="font-medium">{spanText(booking, reader)}</p>
        <p className="text-sm break-words text-ink-soft">
          <bdi>{booking.name}</bdi> · {booking.email}
          {booking.emailVerified ? " (proven)" : ""} · {booking.linkName}
        </p>
      </div>
      {booking.answers.length > 0 && (
        <dl className="space-y-1 text-sm">
          {booking.answers.map(({ question, answer }) => (
            <div key={question}>
              <dt dir="auto" className="text-ink-faint">
                {question}
              </dt>
              <dd dir="auto" className="break-words whitespace-pre-wrap">
                {answer}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {state === "waiting" ? (
        <>
          <MessageField value={message} onChange={setMessage} />
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" busy={busy} onClick={() => send("approve")}>
              Accept
            </Button>
            <Button onClick={() => send("decline")}>Decline</Button>
          </div>
        </>
      ) : (
        <p role="status">
          <Badge>{bookingWords[state]}</Badge>
        </p>
      )}
    </li>
  );
}

function WaitingProposal({ proposal: first, reader, onDecided }: { readonly proposal: Proposal } & Pick<WaitingListProps, "reader" | "onDecided">) {
  const [proposal, setProposal] = useState(first);
  const [message, setMessage] = useState("");
  const [counter, setCounter] = useState<string | null>(null);
  const { busy, decide } = useDecision(onDecided);
  const send = (decision: "accept" | "counter" | "decline") => {
    const start = counter === null ? null : fromLocal(counter, reader.zone);
    if (decision === "counter" && start === null) return;
    void decide(async () =>
      setProposal(
        await call(decideProposal, {
          proposalId: proposal.id,
          decision,
          message: message.trim(),
          ...(decision === "counter" && start !== null ? { start } : {}),
        }),
      ),
    );
  };
  return (
    <li data-testid="waiting-proposal" className="space-y-3 rounded-xl border bg-surface p-4">
      <div>
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {spanText(proposal, reader)}
          <Badge tone={proposal.free ? "accent" : "warn"}>{proposal.free ? "You are free" : "You are busy then"}</Badge>
        </p>
        <p className="text-sm break-words text-ink-soft">
          Proposed by <bdi>{proposal.name}</bdi> · {proposal.email} · {proposal.linkName}
        </p>
      </div>
      {proposal.note !== "" && (
        <p dir="auto" className="text-sm break-words whitespace-pre-wrap">
          {proposal.note}
        </p>
      )}
      {proposal.state === "waiting" ? (
        <>
          {counter !== null && (
            <Field label="Another time, on your clock">
              {(control) => <Input {...control} type="datetime-local" value={counter} onChange={(event) => setCounter(event.target.value)} />}
            </Field>
          )}
          <MessageField value={message} onChange={setMessage} />
          <div className="flex flex-wrap gap-2">
            {counter === null ? (
              <>
                <Button variant="primary" busy={busy} onClick={() => send("accept")}>
                  Accept
                </Button>
                <Button onClick={() => setCounter(toLocal(proposal.start, reader.zone))}>Suggest another time</Button>
                <Button onClick={() => send("decline")}>Decline</Button>
              </>
            ) : (
              <>
                <Button variant="primary" busy={busy} onClick={() => send("counter")}>
                  Suggest it
                </Button>
                <Button onClick={() => setCounter(null)}>Back</Button>
              </>
            )}
          </div>
        </>
      ) : (
        <p role="status">
          <Badge>{proposalWords[proposal.state]}</Badge>
        </p>
      )}
    </li>
  );
}

export function WaitingList({ bookings, proposals, reader, onDecided }: WaitingListProps) {
  if (bookings.length + proposals.length === 0) return null;
  return (
    <section aria-label="Waiting for you" className="mt-6">
      <h2 className="text-sm font-medium text-ink-soft">Waiting for you</h2>
      <ul className="mt-2 space-y-3">
        {bookings.map((booking) => (
          <WaitingBooking key={booking.id} booking={booking} reader={reader} onDecided={onDecided} />
        ))}
        {proposals.map((proposal) => (
          <WaitingProposal key={proposal.id} proposal={proposal} reader={reader} onDecided={onDecided} />
        ))}
      </ul>
    </section>
  );
}
