"use client";
/** The mailbox: folders, a list, and the mail that is read. One column on a phone. Keys: j and k move, e archives, r replies, c writes, / searches. */
import clsx from "clsx";
import { Archive, Clock3, Inbox, MailOpen, MailQuestion, PenLine, Search, Send, SquarePen, Tag, Trash2, type LucideIcon } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Fragment, useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useQuestion } from "@/components/ui/use-question";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { useStrip } from "@/components/ui/use-strip";
import type { Clock } from "@/components/week/zoned-time";
import type { Mail, MailCounts, MailSummary, TriagedMail } from "@/lib/mail/contracts";
import { ComposeDialog, type Letter } from "./compose-dialog";
import { forgetLetter, keepLetter, keptLetter } from "./kept-letter";
import { MailReader } from "./mail-reader";
import { MailRow } from "./mail-row";
import { MailListSkeleton, MailReaderSkeleton } from "./mail-skeletons";
import { countText, emptyWords, personText, subjectText, viewNames, type View } from "./mail-words";
import type { Place } from "./place";
import { useMailAddress } from "./use-mail-address";
import { useMailbox, type MailChange } from "./use-mailbox";

export interface MailPageProps {
  /** Whose they are. */
  readonly owner: string;
  readonly place: Place;
  /** What lies there; `triaged` says why mails want an answer. */
  readonly page: { readonly mails: readonly MailSummary[]; readonly nextCursor: string | null; readonly triaged: readonly TriagedMail[] };
  readonly counts: MailCounts;
  readonly clock: Clock;
  readonly nowMs: number;
}

const icons: Readonly<Record<View, LucideIcon>> = {
  inbox: Inbox,
  "wants-answer": MailQuestion,
  drafts: PenLine,
  outbox: Clock3,
  sent: Send,
  archive: Archive,
  trash: Trash2,
};
const views = Object.keys(icons) as View[];

const keys = [
  [["j", "k"], "next, and the one before"],
  [["c"], "write a new mail"],
  [["r", "f"], "reply, forward"],
  [["e", "#"], "archive, delete"],
  [["/"], "search"],
] as const;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName));

const newLetter: Letter = { to: "", subject: "", body: "", how: "new" };
const aboutText = (mail: Mail): string => `${subjectText(mail)}, from ${personText(mail.from)}`;
const replyTo = (mail: Mail): Letter => ({
  to: mail.from.email,
  subject: "",
  body: "",
  how: "reply",
  answersId: mail.id,
  about: `Answers: ${aboutText(mail)}`,
});
const forwardOf = (mail: Mail): Letter => ({
  to: "",
  subject: "",
  body: "",
  how: "forward",
  answersId: mail.id,
  about: `Passes on: ${aboutText(mail)}`,
});
const draftOf = (mail: Mail): Letter => ({
  to: mail.to.map(({ email }) => email).join(", "),
  subject: mail.subject,
  body: mail.body,
  how: mail.answersId === null || mail.state === "not-sent" ? "new" : "reply",
  draftId: mail.id,
  ...(mail.answersId === null ? {} : { answersId: mail.answersId }),
});

export function MailPage({ owner, place, page, counts: initialCounts, clock, nowMs }: MailPageProps) {
  const box = useMailbox(page, initialCounts, place, useSearchParams().get("mail") ?? undefined);
  const [letter, setLetter] = useState<Letter>();
  const leave = () => {
    forgetLetter(owner);
    setLetter(undefined);
  };
  const goOn = useEffectEvent(() => setLetter((begun) => begun ?? keptLetter(owner)));
  useEffect(() => {
    const soon = setTimeout(() => goOn());
    return () => clearTimeout(soon);
  }, []);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const strip = useStrip<HTMLElement>(box.label ?? box.view);
  const { thread, opened, listed } = box;
  // Of a very long conversation the newest come.
  const shown = thread?.mails.find(({ id }) => id === thread.id) ?? thread?.mails.at(-1);
  /** What keys act on: not on the one that is still on show while another comes. */
  const mail = thread?.id === opened ? shown : undefined;
  const { ask, question } = useQuestion();

  const focusRow = (id: string | undefined) => {
    const row = id === undefined ? null : list.current?.querySelector<HTMLElement>(`[data-mail="${id}"]`);
    (row ?? list.current)?.focus();
  };
  const step = (by: number) => {
    const at = listed.mails.findIndex(({ id }) => id === opened);
    const next = listed.mails[at === -1 ? 0 : at + by];
    if (next === undefined) return;
    void box.open(next.id);
    focusRow(next.id);
  };
  /** After a mail has gone from the list the keyboard goes on at the one that took its place. */
  const beside = (id: string): string | undefined => {
    const at = listed.mails.findIndex((one) => one.id === id);
    return (listed.mails[at + 1] ?? listed.mails[at - 1])?.id;
  };
  const back = () => {
    flushSync(box.close);
    focusRow(opened);
  };
  useMailAddress({ view: box.view, label: box.label }, opened, { show: box.show, open: (id) => void box.open(id), close: back });
  const change = (id: string, wanted: MailChange) => {
    const next = beside(id);
    flushSync(() => void box.change(id, wanted));
    if (wanted.folder !== undefined) focusRow(next);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
    const acts: Readonly<Record<string, () => void>> = {
      j: () => step(1),
      k: () => step(-1),
      c: () => setLetter(newLetter),
      "/": () => search.current?.focus(),
      ...(opened === undefined ? {} : { Escape: back }),
      ...(mail === undefined
        ? {}
        : {
            ...(mail.folder === "inbox" ? { e: () => change(mail.id, { folder: "archive" }) } : {}),
            ...(mail.state === "received" ? { r: () => setLetter(replyTo(mail)) } : {}),
            ...(mail.state === "draft" || mail.state === "not-sent" ? {} : { f: () => setLetter(forwardOf(mail)) }),
            ...(mail.folder === "trash" ? {} : { "#": () => change(mail.id, { folder: "trash" }) }),
          }),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);

  const count = (view: View): number =>
    view === "inbox" ? box.counts.unread : view === "drafts" ? box.counts.drafts : view === "outbox" ? box.counts.notSent : 0;
  const empty =
    box.label === undefined
      ? emptyWords[box.view]
      : { title: `No mail is labelled “${box.label}”`, text: "Labels are put on a mail with the button above it." };
  return (
    <div className="flex min-h-0 grow flex-col">
      <h1 className="sr-only">Mail</h1>
      <div className="flex min-h-0 grow">
        <section aria-label="Mails" className={clsx("flex min-h-0 w-full flex-col lg:w-96 lg:shrink-0 lg:border-e", opened !== undefined && "hidden lg:flex")}>
          <div className="flex items-center gap-2 px-3 pt-3">
            <div className="relative grow">
              <Search aria-hidden className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-faint" />
              <input
                ref={search}
                type="search"
                aria-label="Search mail"
                placeholder="Search, or from:ana"
                value={box.query}
                onChange={(event) => box.search(event.target.value)}
                className="h-9 w-full rounded-lg border border-line-strong bg-surface ps-8.5 pe-2 text-sm pointer-coarse:h-11 pointer-coarse:text-base"
              />
            </div>
            <Button data-testid="compose" variant="primary" onClick={() => setLetter(newLetter)}>
              <SquarePen aria-hidden />
              Write
            </Button>
          </div>
          <nav ref={strip} aria-label="Folders" className="scroll-quiet max-h-44 shrink-0 overflow-auto border-b px-2 py-2">
            <ul className="flex gap-1 md:flex-wrap">
              {views.map((view) => {
                const Icon = icons[view];
                const here = view === box.view && box.query === "" && box.label === undefined;
                return (
                  <li key={view}>
                    <button
                      type="button"
                      aria-current={here ? "page" : undefined}
                      onClick={() => box.show({ view })}
                      className={clsx(
                        "flex min-h-8 items-center gap-1.5 rounded-lg px-2.5 text-sm whitespace-nowrap pointer-coarse:min-h-11",
                        here ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:bg-sunken hover:text-ink",
                      )}
                    >
                      <Icon aria-hidden className="size-4" />
                      {viewNames[view]}
                      {count(view) > 0 && <span className="text-xs text-accent-text">{countText(count(view))}</span>}
                    </button>
                  </li>
                );
              })}
              {box.counts.labels.map((label) => (
                <li key={`label ${label}`}>
                  <button
                    type="button"
                    aria-current={box.label === label ? "page" : undefined}
                    onClick={() => box.show({ view: "inbox", label })}
                    className={clsx(
                      "flex min-h-8 items-center gap-1.5 rounded-lg px-2.5 text-sm whitespace-nowrap pointer-coarse:min-h-11",
                      box.label === label ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:bg-sunken hover:text-ink",
                    )}
                  >
                    <Tag aria-hidden className="size-4" />
                    {label}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <div ref={list} className="scroll-quiet min-h-0 grow overflow-y-auto outline-none" tabIndex={-1} aria-busy={box.loading}>
            {listed.mails.length === 0 ? (
              box.loading ? (
                <MailListSkeleton />
              ) : (
                <EmptyState
                  icon={box.query !== "" ? Search : box.label === undefined ? icons[box.view] : Tag}
                  title={box.query === "" ? empty.title : "No mail has these words"}
                >
                  {box.query === "" ? empty.text : "Try fewer words, or look where they may lie: from:ana, subject:lunch, in:archive, is:unread."}
                </EmptyState>
              )
            ) : (
              <ul>
                {listed.mails.map((one) => {
                  const reasons = box.view === "wants-answer" && box.query === "" ? box.triaged.find((item) => item.mail.id === one.id)?.reasons : undefined;
                  return (
                    <MailRow
                      key={one.id}
                      mail={one}
                      {...(reasons ? { reasons } : {})}
                      open={one.id === opened}
                      clock={clock}
                      nowMs={nowMs}
                      onOpen={() => void box.open(one.id)}
                    />
                  );
                })}
              </ul>
            )}
            {listed.nextCursor !== null && (
              <Button variant="quiet" className="m-3" onClick={box.more}>
                Show more
              </Button>
            )}
            {box.query.trim() !== "" && listed.nextCursor === null && !box.loading && (
              <Button variant="quiet" className="m-3" busy={box.asking} onClick={() => void box.searchOlder()}>
                <Search aria-hidden />
                Look for older mail in my accounts
              </Button>
            )}
          </div>
        </section>
        <section aria-label="Reading" className={clsx("min-h-0 min-w-0 grow flex-col", opened === undefined ? "hidden lg:flex" : "flex")}>
          {opened === undefined ? (
            <EmptyState icon={MailOpen} title="Choose a mail to read">
              <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-start">
                {keys.map(([pressed, does]) => (
                  <Fragment key={does}>
                    <dt className="flex justify-end gap-1">
                      {pressed.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </Fragment>
                ))}
              </dl>
            </EmptyState>
          ) : thread === undefined || shown === undefined ? (
            <MailReaderSkeleton subject={listed.mails.find(({ id }) => id === opened)?.subject} onBack={back} />
          ) : (
            <MailReader
              key={shown.id}
              mails={thread.mails}
              mail={shown}
              clock={clock}
              onBack={back}
              onChange={(wanted) => change(shown.id, wanted)}
              onReply={() => setLetter(replyTo(shown))}
              onForward={() => setLetter(forwardOf(shown))}
              onEdit={() => setLetter(draftOf(shown))}
              onDelete={() =>
                ask({
                  title: `Delete “${subjectText(shown)}” for good?`,
                  about: "It can’t be brought back.",
                  yes: "Delete for good",
                  onYes: () => void box.remove(shown.id),
                })
              }
              onAnswer={box.answer}
              onUnsubscribe={() => box.leaveList(shown.id)}
            />
          )}
        </section>
      </div>
      {question}
      {letter !== undefined && (
        <ComposeDialog
          letter={letter}
          onSend={async (written) => {
            const wrong = await box.send(written);
            if (wrong === undefined) leave();
            return wrong;
          }}
          onLeave={async (written, changed) => {
            const wrong = changed ? await box.keep(written) : undefined;
            if (wrong === undefined) leave();
            return wrong;
          }}
          onWrite={(written) => keepLetter(owner, written)}
          onDiscard={leave}
        />
      )}
    </div>
  );
}
