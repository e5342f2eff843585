"use client";
/** A visit in the browser: one state that the picker, the form and the chat all read. The visit itself is a cookie that scripts can't see. */
import { useCallback, useEffect, useMemo, useState } from "react";
import { bookSlot, holdSlot, leaveMessage, listSlots, openTalk, proposeTime, releaseHold, say, sendCode } from "@/hooks/link-addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Hold, Managed, Slot, TalkView, VisitState } from "@/lib/delegation/contracts";
import { newId } from "@/lib/ids";
import type { Details } from "./booking-form";
import { guessLanguage, problemWords, speechOf, type Language, type Speech } from "./speech";
import { useWork } from "./use-work";

export type Gate = "opening" | "pin" | "gone" | "failed" | "open";

interface Opened {
  readonly view: TalkView;
  readonly visit: VisitState;
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface Talk {
  readonly gate: Gate;
  readonly speech: Speech;
  /** The browser does what the server asked for before it goes on. */
  readonly working: boolean;
  readonly view: TalkView | null;
  readonly visit: VisitState | null;
  readonly zone: string;
  readonly duration: number;
  readonly load: (month: string) => Promise<readonly Slot[]>;
  readonly enter: (pin?: string) => Promise<string | null>;
  readonly setZone: (zone: string) => void;
  readonly setDuration: (minutes: number) => void;
  readonly keep: (slot: Slot) => Promise<string | null>;
  readonly letGo: () => void;
  readonly book: (details: Details, code: string | null) => Promise<Managed | string>;
  /** Mails a code to the address; answers with what went wrong, or null. */
  readonly askCode: (email: string) => Promise<string | null>;
  readonly propose: (details: Details, start: string, note: string) => Promise<Managed | string>;
  readonly message: (details: Details, text: string) => Promise<string | null>;
  readonly say: (text: string) => Promise<string | null>;
}

export const useTalk = (token: string, firstLanguages: readonly string[]): Talk => {
  const [gate, setGate] = useState<Gate>("opening");
  const [language, setLanguage] = useState<Language>(guessLanguage(firstLanguages));
  const [opened, setOpened] = useState<Opened | null>(null);
  const [zone, keepZone] = useState("UTC");
  const [again, setAgain] = useState(0);
  const { working, withWork } = useWork();
  const preferred = gate === "opening" || typeof navigator === "undefined" ? firstLanguages : navigator.languages;
  const speech = useMemo(() => speechOf(language, preferred), [language, preferred]);
  const duration = opened?.visit.durationMinutes ?? 30;

  const merge = useCallback((changes: Partial<VisitState>): void => setOpened((before) => before && { ...before, visit: { ...before.visit, ...changes } }), []);
  const explain = useCallback(
    (error: unknown): string => {
      if (error instanceof ProblemError && error.code === "delegation/link-unavailable") setGate("gone");
      return problemWords(error, speech);
    },
    [speech],
  );

  const open = useCallback(
    async (inZone: string, pin?: string): Promise<void> => {
      const asked = { token, zone: inZone, locale: navigator.language, ...(pin === undefined ? {} : { pin }) };
      const answer = await withWork((work) => call(openTalk, { ...asked, ...work }));
      keepZone(inZone);
      if (answer.status === "pin") {
        setLanguage(answer.language);
        setGate("pin");
        return;
      }
      setLanguage(answer.view.language);
      setOpened({ view: answer.view, visit: answer.visit });
      setGate("open");
    },
    [token, withWork],
  );
  const refuse = useCallback((error: unknown): void => setGate(error instanceof ProblemError && error.status === 404 ? "gone" : "failed"), []);
  useEffect(() => {
    const begin = async (): Promise<void> => {
      try {
        await open(ownZone());
      } catch (error) {
        refuse(error);
      }
    };
    void begin();
  }, [open, refuse]);

  /** Does it in the visit; where that is over (its cookie is gone), in a new one. */
  const inVisit = useCallback(
    async <Result>(task: () => Promise<Result>): Promise<Result> => {
      try {
        return await task();
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== "delegation/visit-needed") throw error;
        await open(zone);
        return task();
      }
    },
    [open, zone],
  );
  const load = useCallback(
    (month: string): Promise<readonly Slot[]> => inVisit(async () => (await call(listSlots, { token, month, zone, durationMinutes: duration })).slots),
    // `again`: what was on offer has changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [inVisit, token, zone, duration, again],
  );

  const enter = async (pin?: string): Promise<string | null> => {
    try {
      await open(ownZone(), pin);
      return null;
    } catch (error) {
      if (pin === undefined) refuse(error);
      return explain(error);
    }
  };
  const keep = async (slot: Slot): Promise<string | null> => {
    try {
      const durationMinutes = Math.round((Date.parse(slot.end) - Date.parse(slot.start)) / 60_000);
      const { hold } = await inVisit(() => call(holdSlot, { token, start: slot.start, durationMinutes }));
      merge({ hold });
      return null;
    } catch (error) {
      setAgain((count) => count + 1);
      return explain(error);
    }
  };
  const letGo = (): void => {
    merge({ hold: null });
    setAgain((count) => count + 1);
    // A hold that couldn't be let go ends by itself.
    call(releaseHold, { token }).catch(() => undefined);
  };
  const [key, setKey] = useState({ start: "", key: "" });
  const book = async (details: Details, code: string | null): Promise<Managed | string> => {
    const hold = opened?.visit.hold as Hold;
    const own = key.start === hold.start ? key : { start: hold.start, key: newId() };
    setKey(own);
    const lengthMs = Date.parse(hold.end) - Date.parse(hold.start);
    try {
      const { booking } = await call(
        bookSlot,
        {
          token,
          start: hold.start,
          durationMinutes: Math.round(lengthMs / 60_000),
          name: details.name.trim(),
          email: details.email.trim(),
          consent: true,
          answers: { ...details.answers },
          ...(details.phone.trim() === "" ? {} : { phone: details.phone.trim() }),
          ...(code === null ? {} : { code }),
        },
        { idempotencyKey: own.key },
      );
      setKey({ start: "", key: "" });
      merge({ hold: null, managed: [booking, ...(opened?.visit.managed ?? [])] });
      setAgain((count) => count + 1);
      return booking;
    } catch (error) {
      setKey({ start: "", key: "" });
      if (error instanceof ProblemError && error.code === "delegation/not-available") letGo();
      return explain(error);
    }
  };

  const who = ({ name, email }: Details) => ({ token, name: name.trim(), email: email.trim(), consent: true as const });
  const attempt = async (task: () => Promise<unknown>): Promise<string | null> => {
    try {
      await inVisit(task);
      return null;
    } catch (error) {
      return explain(error);
    }
  };
  const propose = async (details: Details, start: string, note: string): Promise<Managed | string> => {
    try {
      const { proposal } = await inVisit(() => withWork((work) => call(proposeTime, { ...who(details), start, durationMinutes: duration, note, ...work })));
      merge({ managed: [proposal, ...(opened?.visit.managed ?? [])] });
      return proposal;
    } catch (error) {
      return explain(error);
    }
  };
  const sayIt = (text: string): Promise<string | null> =>
    attempt(async () => {
      const { said, answer, visit } = await withWork((work) => call(say, { token, text, zone, ...work }));
      setOpened((before) => before && { ...before, visit: { ...before.visit, ...visit, messages: [...before.visit.messages, said, answer] } });
    });

  return {
    gate,
    speech,
    working,
    view: opened?.view ?? null,
    visit: opened?.visit ?? null,
    zone,
    duration,
    load,
    enter,
    setZone: (next) => void open(next).catch(() => keepZone(next)),
    setDuration: (durationMinutes) => merge({ durationMinutes }),
    keep,
    letGo,
    book,
    askCode: (email) => attempt(() => call(sendCode, { token, email })),
    propose,
    message: (details, text) => attempt(() => withWork((work) => call(leaveMessage, { ...who(details), text, ...work }))),
    say: sayIt,
  };
};
