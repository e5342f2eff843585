"use client";
/** The mailbox as the page holds it: what lies in the view, what is open, and changes that are shown at once and taken back with a reason. */
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useChangedElsewhere, useNotifications } from "@/components/notifications/notifications";
import { toast } from "@/components/ui/toast";
import {
  answerInvitation,
  changeMails,
  countMails,
  deleteMail,
  getThread,
  listMails,
  saveDraft,
  searchAccounts,
  sendMail,
  triageMails,
  undoChange,
  unsubscribeSender,
} from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Invitation, MailCounts, MailSummary, ReadMail, TriagedMail } from "@/lib/mail/contracts";
import type { Letter, LetterProblem } from "./compose-dialog";
import type { GivenAnswer } from "./invitation-card";
import type { View } from "./mail-words";
import type { Place } from "./place";

export interface MailChange {
  readonly folder?: "inbox" | "archive" | "trash";
  readonly read?: boolean;
  readonly flagged?: boolean;
  readonly addLabels?: string[];
  readonly removeLabels?: string[];
}

interface Listed {
  readonly mails: readonly MailSummary[];
  readonly nextCursor: string | null;
}

const problemText = (error: unknown): string => (error instanceof ProblemError ? error.detail : "That didn't work. Try again.");
const recipientCodes = new Set(["mail/recipients-missing", "mail/too-many-recipients"]);
/** What is wrong with a letter: the address that isn't one is named. */
const letterProblem = (error: unknown, to: readonly { readonly email: string }[]): LetterProblem => {
  const issue = error instanceof ProblemError ? error.issues[0] : undefined;
  if (issue === undefined) return { text: problemText(error), about: error instanceof ProblemError && recipientCodes.has(error.code) ? "to" : "letter" };
  const [field, at] = issue.path;
  const wrong = field === "to" && typeof at === "number" ? to[at] : undefined;
  return { text: wrong === undefined ? issue.message : `“${wrong.email}” isn’t an e-mail address.`, about: field === "to" ? "to" : "letter" };
};
const sendMs = 11_000;
const patienceMs = 150;

/** `openId`: the mail that the address names, which is asked for as the page wakes. */
export const useMailbox = (initial: Listed & { readonly triaged: readonly TriagedMail[] }, initialCounts: MailCounts, place: Place, openId?: string) => {
  const [view, setView] = useState<View>(place.view);
  const [query, setQuery] = useState("");
  const [label, setLabel] = useState(place.label);
  const [listed, setListed] = useState<Listed>(initial);
  const [triaged, setTriaged] = useState(initial.triaged);
  const [counts, setCounts] = useState(initialCounts);
  const [thread, setThread] = useState<{ readonly id: string; readonly mails: readonly ReadMail[] }>();
  /** What is to be read. The one that was read before stays on show for a moment: mostly its successor has come by then. */
  const [opened, setOpened] = useState(openId);
  const wanted = useRef(openId);
  const want = useCallback((id: string | undefined) => {
    wanted.current = id;
    setOpened(id);
    const clear = () => {
      if (wanted.current === id) setThread((before) => (before?.id === id ? before : undefined));
    };
    if (id === undefined) clear();
    else setTimeout(clear, patienceMs);
  }, []);
  const [loading, setLoading] = useState(false);
  const [asking, setAsking] = useState(false);
  const { added } = useNotifications();
  const asked = useRef(0);
  /** Whoever has gone on reading further down isn't sent back to the first page by what happens elsewhere. */
  const further = useRef(false);

  const load = useCallback(async (next: { view: View; query: string; label?: string | undefined; cursor?: string }) => {
    asked.current += 1;
    const mine = asked.current;
    further.current = next.cursor !== undefined;
    const fresh = (): boolean => mine === asked.current;
    setLoading(true);
    try {
      if (next.view === "wants-answer" && next.query === "") {
        const { waiting } = await call(triageMails, { limit: 30 });
        if (fresh()) {
          setTriaged(waiting);
          setListed({ mails: waiting.map(({ mail }) => mail), nextCursor: null });
        }
      } else {
        const page = await call(listMails, {
          ...(next.query === "" && next.label === undefined && next.view !== "wants-answer" ? { folder: next.view } : {}),
          ...(next.query === "" ? {} : { query: next.query }),
          ...(next.label === undefined ? {} : { label: next.label }),
          ...(next.cursor === undefined ? {} : { cursor: next.cursor }),
        });
        if (fresh()) setListed((before) => (next.cursor === undefined ? page : { mails: [...before.mails, ...page.mails], nextCursor: page.nextCursor }));
      }
      const now = await call(countMails, {});
      setCounts(now);
    } catch (error) {
      if (fresh()) toast({ message: problemText(error), tone: "danger" });
    } finally {
      if (fresh()) setLoading(false);
    }
  }, []);
  const reload = useCallback(() => load({ view, query, label }), [load, view, query, label]);

  const show = (next: Place) => {
    setView(next.view);
    setQuery("");
    setLabel(next.label);
    want(undefined);
    setListed({ mails: [], nextCursor: null });
    void load({ ...next, query: "" });
  };
  const search = (words: string) => {
    setQuery(words);
    setLabel(undefined);
    void load({ view, query: words });
  };
  const more = () => {
    if (listed.nextCursor !== null) void load({ view, query, label, cursor: listed.nextCursor });
  };

  const mark = useCallback((ids: readonly string[], change: Partial<MailSummary>) => {
    setListed((before) => ({ ...before, mails: before.mails.map((mail) => (ids.includes(mail.id) ? { ...mail, ...change } : mail)) }));
    setThread((before) => before && { ...before, mails: before.mails.map((mail) => (ids.includes(mail.id) ? { ...mail, ...change } : mail)) });
  }, []);

  const open = useCallback(
    async (id: string) => {
      want(id);
      try {
        const { mails } = await call(getThread, { mailId: id });
        // Another one was opened meanwhile, or this one was left.
        if (wanted.current !== id) return;
        setThread({ id, mails });
        const mail = mails.find((one) => one.id === id);
        if (mail === undefined || mail.read) return;
        mark([id], { read: true });
        await call(changeMails, { mailIds: [id], read: true });
        setCounts((before) => ({ ...before, unread: Math.max(0, before.unread - (mail.folder === "inbox" ? 1 : 0)) }));
      } catch (error) {
        if (wanted.current === id) want(undefined);
        toast({ message: problemText(error), tone: "danger" });
      }
    },
    [mark, want],
  );
  const close = () => want(undefined);

  const undo = async (changeId: string) => {
    try {
      await call(undoChange, { changeId });
      toast({ message: "Taken back." });
    } catch (error) {
      toast({ message: problemText(error), tone: "danger" });
    }
    await reload();
  };

  /** Moves take the mail out of the list at once; it comes back where the server refuses. */
  const change = async (id: string, wanted: MailChange) => {
    const before = listed;
    if (wanted.folder !== undefined) {
      setListed({ ...listed, mails: listed.mails.filter((mail) => mail.id !== id) });
      want(undefined);
    } else mark([id], { ...(wanted.read === undefined ? {} : { read: wanted.read }), ...(wanted.flagged === undefined ? {} : { flagged: wanted.flagged }) });
    try {
      const { changed, undo: way } = await call(changeMails, { mailIds: [id], wholeThreads: wanted.folder !== undefined, ...wanted });
      if (wanted.folder === undefined) for (const mail of changed) mark([mail.id], { labels: mail.labels, read: mail.read, flagged: mail.flagged });
      if (way !== null && wanted.folder !== undefined)
        toast({ message: `${way.summary.charAt(0).toUpperCase()}${way.summary.slice(1)}.`, action: { label: "Undo", run: () => void undo(way.changeId) } });
      setCounts(await call(countMails, {}));
    } catch (error) {
      setListed(before);
      toast({ message: problemText(error), tone: "danger" });
    }
  };

  /** What isn't mirrored is asked for at its source, and is among what is found from then on. */
  const searchOlder = async () => {
    setAsking(true);
    try {
      const { found, problems } = await call(searchAccounts, { query: query.trim() });
      for (const { account, text } of problems) toast({ message: `${account} couldn’t be searched.`, detail: text, tone: "danger" });
      if (found === 0 && problems.length === 0) toast({ message: "Your accounts have no more mail with these words." });
      await reload();
    } catch (error) {
      toast({ message: problemText(error), tone: "danger" });
    }
    setAsking(false);
  };

  const given = { accepted: "Accepted", tentative: "Answered with maybe", declined: "Declined", remove: "Taken off your calendar", move: "Moved" } as const;
  const answer = async (mailId: string, choice: GivenAnswer): Promise<Invitation | undefined> => {
    try {
      const { invitation, undo: way, reply } = await call(answerInvitation, { mailId, answer: choice });
      toast({
        message: `${given[choice]}.`,
        ...(reply === null ? {} : { detail: `Your answer is on its way to ${reply.to}.` }),
        ...(way === null || reply !== null ? {} : { action: { label: "Undo", run: () => void undo(way.changeId) } }),
      });
      return invitation;
    } catch (error) {
      toast({ message: problemText(error), tone: "danger" });
      return undefined;
    }
  };

  const leaveList = async (mailId: string): Promise<boolean> => {
    try {
      const { how } = await call(unsubscribeSender, { mailId });
      toast({
        message: how === "mail" ? "A mail that asks to take you off is on its way." : "You are off the list.",
        ...(how === "mail" ? {} : { detail: "A last mail or two may still come." }),
      });
      return true;
    } catch (error) {
      toast({ message: problemText(error), tone: "danger" });
      return false;
    }
  };

  const remove = async (id: string) => {
    try {
      await call(deleteMail, { mailId: id });
      want(undefined);
      await reload();
    } catch (error) {
      toast({ message: problemText(error), tone: "danger" });
    }
  };

  const composed = ({ to, subject, body, how, answersId, draftId }: Letter) => ({
    to: to
      .split(/[,;\s]+/)
      .filter(Boolean)
      .map((email) => ({ email })),
    subject,
    body,
    how,
    ...(answersId === undefined ? {} : { answersId }),
    ...(draftId === undefined ? {} : { draftId }),
  });

  const send = async (letter: Letter): Promise<LetterProblem | undefined> => {
    try {
      const { mail, undo: way } = await call<typeof sendMail>(sendMail, composed(letter));
      toast({
        message: `On its way to ${mail.to.map(({ name, email }) => name ?? email).join(", ")}.`,
        action: { label: "Undo", run: () => void undo(way.changeId) },
      });
      want(undefined);
      await reload();
      setTimeout(() => void reload(), sendMs);
      return undefined;
    } catch (error) {
      return letterProblem(error, composed(letter).to);
    }
  };
  const keep = async (letter: Letter): Promise<LetterProblem | undefined> => {
    try {
      await call(saveDraft, composed(letter));
      toast({ message: "Kept among your drafts." });
      await reload();
      return undefined;
    } catch (error) {
      return letterProblem(error, composed(letter).to);
    }
  };

  // A mail that has just arrived is told by its notification: then the list is read again.
  const newest = added.find(({ kind }) => kind === "mail" || kind === "mail-not-sent")?.id;
  const arrived = useEffectEvent(() => void reload());
  useEffect(() => {
    if (newest === undefined) return undefined;
    const soon = setTimeout(() => arrived(), 0);
    return () => clearTimeout(soon);
  }, [newest]);
  useChangedElsewhere(["mail"], () => {
    if (!further.current) void reload();
  });

  return {
    view,
    query,
    label,
    loading,
    asking,
    listed,
    triaged,
    counts,
    opened,
    thread,
    show,
    search,
    searchOlder,
    more,
    open,
    close,
    change,
    answer,
    leaveList,
    remove,
    send,
    keep,
  };
};
