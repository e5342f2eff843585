"use client";
/** One conversation: its mails, and what can be done with them. */
import { Archive, ArrowLeft, CalendarPlus, Flag, Forward, Inbox, Mail as MailIcon, MailOpen, Reply, Tag, Trash2, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { Clock } from "@/components/week/zoned-time";
import type { Invitation, Mail, ReadMail } from "@/lib/mail/contracts";
import type { MailChange } from "./use-mailbox";
import { InvitationCard, type GivenAnswer } from "./invitation-card";
import { MailBody } from "./mail-body";
import { UnsubscribeButton } from "./unsubscribe-button";
import { fullSentText, personText, subjectText } from "./mail-words";

export interface MailReaderProps {
  readonly mails: readonly ReadMail[];
  readonly mail: ReadMail;
  readonly clock: Clock;
  readonly onBack: () => void;
  readonly onChange: (change: MailChange) => void;
  readonly onReply: () => void;
  readonly onForward: () => void;
  /** Goes on writing a draft, or sends again what wasn't sent. */
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  readonly onAnswer: (mailId: string, answer: GivenAnswer) => Promise<Invitation | undefined>;
  readonly onUnsubscribe: () => Promise<boolean>;
}

function LabelForm({ onAdd }: { readonly onAdd: (label: string) => void }) {
  const [label, setLabel] = useState("");
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    if (label.trim() === "") return;
    onAdd(label.trim());
    setLabel("");
  };
  return (
    <form onSubmit={add} className="flex items-center gap-2">
      <Input aria-label="Label" placeholder="Label" maxLength={60} value={label} onChange={(event) => setLabel(event.target.value)} className="max-w-40" />
      <Button type="submit" size="sm">
        Add
      </Button>
    </form>
  );
}

const meetingWords = (mail: Mail): string =>
  `/chat?say=${encodeURIComponent(`Meeting with ${personText(mail.from)} about ${subjectText(mail).slice(0, 100)}`)}`;

export function MailReader({ mails, mail, clock, onBack, onChange, onReply, onForward, onEdit, onDelete, onAnswer, onUnsubscribe }: MailReaderProps) {
  const [labelling, setLabelling] = useState(false);
  const backButton = useRef<HTMLButtonElement>(null);
  // On a phone the list, and with it what had the focus, is gone.
  useEffect(() => {
    if (backButton.current?.offsetParent !== null) backButton.current?.focus({ preventScroll: true });
  }, []);
  const own = mail.state !== "received";
  const writable = mail.state === "draft" || mail.state === "not-sent";
  return (
    <article aria-label={subjectText(mail)} data-testid="mail-reader" className="flex min-h-0 grow flex-col">
      <div className="flex flex-wrap items-center border-b px-2 py-1.5 sm:gap-1">
        <IconButton ref={backButton} label="Back to the list" className="lg:hidden" onClick={onBack}>
          <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
        {!own && (
          <IconButton label="Reply (r)" onClick={onReply}>
            <Reply aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
        )}
        {!writable && (
          <IconButton label="Forward (f)" onClick={onForward}>
            <Forward aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
        )}
        {mail.folder === "inbox" && (
          <IconButton label="Archive (e)" onClick={() => onChange({ folder: "archive" })}>
            <Archive aria-hidden />
          </IconButton>
        )}
        {(mail.folder === "archive" || mail.folder === "trash") && (
          <IconButton label={mail.folder === "trash" ? "Take out of the trash" : "Put back into the inbox"} onClick={() => onChange({ folder: "inbox" })}>
            <Inbox aria-hidden />
          </IconButton>
        )}
        <IconButton label={mail.flagged ? "Take the flag off" : "Flag"} aria-pressed={mail.flagged} onClick={() => onChange({ flagged: !mail.flagged })}>
          <Flag aria-hidden />
        </IconButton>
        {!own && (
          <IconButton label={mail.read ? "Mark as unread" : "Mark as read"} onClick={() => onChange({ read: !mail.read })}>
            {mail.read ? <MailIcon aria-hidden /> : <MailOpen aria-hidden />}
          </IconButton>
        )}
        <IconButton label="Label" aria-expanded={labelling} onClick={() => setLabelling(!labelling)}>
          <Tag aria-hidden />
        </IconButton>
        <IconButton
          label={mail.folder === "trash" ? "Delete for good" : "Delete (#)"}
          onClick={() => (mail.folder === "trash" ? onDelete() : onChange({ folder: "trash" }))}
        >
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      {labelling && (
        <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
          {mail.labels.map((label) => (
            <Button key={label} size="sm" aria-label={`Take the label ${label} off`} className="max-w-full" onClick={() => onChange({ removeLabels: [label] })}>
              <span className="truncate">{label}</span>
              <X aria-hidden />
            </Button>
          ))}
          <LabelForm onAdd={(label) => onChange({ addLabels: [label] })} />
        </div>
      )}
      <div className="scroll-quiet min-h-0 grow overflow-y-auto px-4 py-4" tabIndex={0} role="group" aria-label="The conversation">
        <div className="max-w-3xl">
          <h2 className="text-lg font-semibold break-words" dir="auto">
            {subjectText(mail)}
          </h2>
          {mail.note !== null && <p className="mt-2 rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger-text">{mail.note}</p>}
          {mails.map((one) => (
            <section key={one.id} aria-label={`Mail from ${personText(one.from)}`} className="border-b py-4 last:border-b-0">
              <p className="flex items-baseline gap-x-3">
                <span className="min-w-0 grow font-medium [overflow-wrap:anywhere]">{personText(one.from)}</span>
                <span className="shrink-0 text-sm text-ink-faint">{fullSentText(one.sentAt, clock)}</span>
              </p>
              {one.from.name !== null && <p className="text-sm break-all text-ink-faint">{one.from.email}</p>}
              <p className="text-sm break-words text-ink-faint">
                To {one.to.length === 0 ? "nobody yet" : one.to.map(personText).join(", ")}
                {one.cc.length > 0 && `, Cc ${one.cc.map(personText).join(", ")}`}
              </p>
              {one.invitation !== null && <InvitationCard invitation={one.invitation} clock={clock} onAnswer={(answer) => onAnswer(one.id, answer)} />}
              <MailBody mail={one} />
            </section>
          ))}
          <div className="mt-4 flex flex-wrap gap-2">
            {writable ? (
              <Button variant="primary" onClick={onEdit}>
                {mail.state === "draft" ? "Go on writing" : "Edit and send again"}
              </Button>
            ) : (
              !own && (
                <>
                  <Button onClick={onReply}>Reply</Button>
                  <Link href={meetingWords(mail)} className={buttonStyles({ variant: "quiet" })}>
                    <CalendarPlus aria-hidden />
                    Make a meeting
                  </Link>
                  {mail.unsubscribe !== null && <UnsubscribeButton way={mail.unsubscribe} sender={personText(mail.from)} onYes={onUnsubscribe} />}
                </>
              )
            )}
          </div>
        </div>
      </div>
    </article>
  );
}
