"use client";
/** One mail of a list. */
import clsx from "clsx";
import { Clock3, Flag, MailWarning } from "lucide-react";
import type { Clock } from "@/components/week/zoned-time";
import type { MailSummary, TriagedMail } from "@/lib/mail/contracts";
import { sentText, subjectText, whoText } from "./mail-words";

export interface MailRowProps {
  readonly mail: MailSummary;
  readonly reasons?: TriagedMail["reasons"];
  readonly open: boolean;
  readonly clock: Clock;
  readonly nowMs: number;
  readonly onOpen: () => void;
}

export function MailRow({ mail, reasons, open, clock, nowMs, onOpen }: MailRowProps) {
  return (
    <li>
      <button
        type="button"
        data-testid="mail-row"
        data-mail={mail.id}
        aria-current={open ? "true" : undefined}
        onClick={onOpen}
        className={clsx("block w-full border-b px-4 py-2.5 text-start transition-colors", open ? "bg-accent-soft" : "hover:bg-sunken")}
      >
        <span className="flex items-baseline gap-2">
          {!mail.read && <span className="size-2 shrink-0 self-center rounded-full bg-accent" aria-hidden />}
          <span className={clsx("min-w-0 grow truncate", mail.read ? "text-ink-soft" : "font-semibold")}>
            {!mail.read && <span className="sr-only">Unread: </span>}
            <bdi>{whoText(mail)}</bdi>
          </span>
          {mail.flagged && <Flag aria-label="Flagged" className="size-3.5 shrink-0 self-center text-accent-text" />}
          <span className="shrink-0 text-xs text-ink-faint">{sentText(mail.sentAt, clock, nowMs)}</span>
        </span>
        <span dir="auto" className={clsx("block truncate text-sm [text-align:match-parent]", !mail.read && "font-medium")}>
          {subjectText(mail)}
        </span>
        {reasons === undefined ? (
          <span dir="auto" className="block truncate text-sm [text-align:match-parent] text-ink-faint">
            {mail.preview}
          </span>
        ) : (
          reasons.slice(0, 3).map(({ kind, text }) => (
            <span key={kind} dir="auto" className="block text-sm [text-align:match-parent] break-words text-ink-soft">
              {text}
            </span>
          ))
        )}
        {mail.state === "scheduled" && (
          <span className="mt-0.5 flex items-center gap-1 text-xs text-ink-soft">
            <Clock3 aria-hidden className="size-3.5" />
            On its way
          </span>
        )}
        {mail.note !== null && (
          <span className="mt-0.5 flex items-start gap-1 text-xs text-danger-text">
            <MailWarning aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {mail.note}
          </span>
        )}
        {mail.labels.length > 0 && (
          <span className="mt-1 flex flex-wrap gap-1">
            {mail.labels.map((label) => (
              <span key={label} className="rounded bg-sunken px-1.5 text-xs text-ink-soft">
                {label}
              </span>
            ))}
          </span>
        )}
      </button>
    </li>
  );
}
