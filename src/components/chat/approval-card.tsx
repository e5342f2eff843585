"use client";
/** Something that waits for the owner's word: what would change, who would hear of it, and a way to correct it first. */
import { ArrowRight, Ban, CircleAlert, CircleCheck, Clock, Mail, Pencil } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ChangeLine, PendingAction } from "@/lib/ai/contracts";
import { ApprovalFields } from "./approval-fields";
import { editsOf, type FieldValue, type Words } from "./edited-fields";

export interface ApprovalCardProps {
  readonly action: PendingAction;
  /** IANA zone in which times are corrected. */
  readonly zone: string;
  /** Answers with what went wrong, or nothing. */
  readonly onDecide: (action: PendingAction, decision: "approve" | "decline", edits: Record<string, FieldValue> | undefined) => Promise<string | undefined>;
}

function Difference({ line }: { readonly line: ChangeLine }) {
  return (
    <div className="flex flex-col gap-x-3 sm:flex-row">
      <dt className="w-20 shrink-0 text-sm text-ink-faint">{line.label}</dt>
      <dd className="min-w-0 break-words whitespace-pre-line">
        {line.before !== null && <del className="me-2 text-ink-faint">{line.before}</del>}
        {line.before !== null && line.after !== null && <ArrowRight aria-label="to" className="me-2 inline size-3.5 text-ink-faint rtl:-scale-x-100" />}
        {line.after !== null && <ins className="font-medium no-underline">{line.after}</ins>}
      </dd>
    </div>
  );
}

const outcomes = {
  approved: { icon: CircleCheck, text: "Done." },
  declined: { icon: Ban, text: "You declined this. Nothing was changed." },
  expired: { icon: Clock, text: "This waited too long and ran out. Nothing was changed; ask again if you still want it." },
  failed: { icon: CircleAlert, text: "This didn’t work. Nothing was changed." },
} as const;

function Verdict({ action, id }: { readonly action: PendingAction; readonly id: string }) {
  if (action.state === "waiting") return null;
  const { icon: Icon, text } = outcomes[action.state];
  return (
    <p id={id} className="mt-3 flex items-start gap-2 text-sm text-ink-soft">
      <Icon aria-hidden className={action.state === "approved" ? "mt-0.5 size-4 shrink-0 text-accent-text" : "mt-0.5 size-4 shrink-0 text-ink-faint"} />
      {action.result ?? text}
    </p>
  );
}

/** Tools that write to people themselves; everything else only notes whom it concerns. */
const writing = new Set(["send_mail", "reply_mail", "forward_mail"]);

const tellsText = ({ tool, tells: names, telling }: Pick<PendingAction, "tool" | "tells" | "telling">): string =>
  writing.has(tool)
    ? names.length === 0
      ? "This gets to nobody: it is kept as not sent, and can be sent again."
      : `This goes to ${names.join(", ")}. It can be taken back for ten seconds.`
    : names.length === 0
      ? "This concerns nobody else."
      : `This concerns ${names.join(", ")}.${telling === null ? "" : ` ${telling}`}`;

export function ApprovalCard({ action, zone, onDecide }: ApprovalCardProps) {
  const card = useRef<HTMLElement>(null);
  const verdictId = useId();
  const [editing, setEditing] = useState(false);
  const [words, setWords] = useState<Words>({});
  const [deciding, setDeciding] = useState<"approve" | "decline" | null>(null);
  const [problem, setProblem] = useState<string>();
  const edits = editsOf(action.editable, words, zone);

  const decide = async (decision: "approve" | "decline") => {
    setDeciding(decision);
    const wrong = await onDecide(action, decision, decision === "approve" ? edits : undefined);
    setProblem(wrong);
    setDeciding(null);
    // Its buttons are gone; who pressed one goes on reading from here.
    if (wrong === undefined) card.current?.focus({ preventScroll: true });
  };

  return (
    <section
      ref={card}
      id={`approval-${action.id}`}
      tabIndex={-1}
      data-testid="approval-card"
      data-state={action.state}
      aria-label={action.title}
      // Focus comes here once it is decided: what became of it is read out with it.
      {...(action.state === "waiting" ? {} : { "aria-describedby": verdictId })}
      className="mt-3 rounded-xl border border-accent/60 bg-surface p-4 data-[state=approved]:border-line data-[state=declined]:border-line data-[state=expired]:border-line data-[state=failed]:border-line"
    >
      <h2 className="font-semibold break-words">{action.title}</h2>
      {editing && action.state === "waiting" ? (
        <ApprovalFields fields={action.editable} words={words} zone={zone} onChange={setWords} />
      ) : (
        <dl className="mt-2 space-y-1">
          {action.lines.map((line) => (
            <Difference key={line.label} line={line} />
          ))}
        </dl>
      )}
      {action.state === "waiting" && (
        <>
          <p className="mt-3 flex items-start gap-2 text-sm text-ink-soft">
            <Mail aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
            {tellsText(action)}
          </p>
          {problem !== undefined && (
            <p role="alert" className="mt-3 flex items-start gap-2 text-sm text-danger-text">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {problem}
            </p>
          )}
          <div className="mt-4 flex flex-wrap gap-2">
            <Button
              data-testid="approve"
              variant="primary"
              busy={deciding === "approve"}
              disabled={deciding === "decline"}
              onClick={() => void decide("approve")}
            >
              {edits ? "Approve with changes" : "Approve"}
            </Button>
            <Button data-testid="decline" busy={deciding === "decline"} disabled={deciding === "approve"} onClick={() => void decide("decline")}>
              Decline
            </Button>
            {action.editable.length > 0 && (
              <Button variant="quiet" aria-pressed={editing} onClick={() => setEditing(!editing)}>
                <Pencil aria-hidden />
                {editing ? "Show what changes" : "Edit"}
              </Button>
            )}
          </div>
        </>
      )}
      <Verdict action={action} id={verdictId} />
    </section>
  );
}
