"use client";
/** The events of the visible window, changed optimistically, one change after the other: a refusal puts them back and says why. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useChangedElsewhere } from "@/components/notifications/notifications";
import { findFreeTime } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import {
  cancelEventEndpoint,
  createEventEndpoint,
  listEventsEndpoint,
  undoChangeEndpoint,
  updateEventEndpoint,
  type CalendarEvent,
  type CreateEventInput,
  type EventPatch,
  type SeriesScope,
  type Span,
  type Undo,
} from "@/lib/scheduling/contracts";
import { toast } from "@/components/ui/toast";
import { newId } from "@/lib/ids";

export interface Window {
  readonly from: string;
  readonly to: string;
}

const loadWindow = async ({ from, to }: Window, signal: AbortSignal): Promise<CalendarEvent[]> => {
  const events: CalendarEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(listEventsEndpoint, { from, to, limit: 500, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    events.push(...page.events);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return events;
};

const freeAheadMs = 14 * 86_400_000;

/** When the owner is free within their hours, from now or from the first day in view on. Not knowing it stands in nobody's way. */
const loadFree = (window: Window | null): Promise<readonly Span[]> => {
  const from = Math.max(Date.now(), window === null ? 0 : Date.parse(window.from));
  return call(findFreeTime, { from: new Date(from).toISOString(), to: new Date(from + freeAheadMs).toISOString(), durationMinutes: 30, limit: 1 }).then(
    ({ windows }) => windows,
    () => [],
  );
};

const say = (error: unknown): string => (error instanceof ProblemError ? error.detail : "The server can't be reached. Check the connection and try again.");

export interface CalendarEvents {
  readonly events: readonly CalendarEvent[];
  /** Other days were turned to, and what is on them isn't known yet. */
  readonly turning: boolean;
  readonly show: (window: Window) => void;
  /** The owner's free time from the days in view on, as known or as soon as it is. */
  readonly free: () => Promise<readonly Span[]>;
  /** Draws an event elsewhere while it is asked whether it goes there; reading everything again puts it back. */
  readonly place: (event: CalendarEvent, patch: EventPatch) => void;
  readonly reload: () => Promise<void>;
  /** Each resolves to whether it was done; what went wrong has been said by then. */
  readonly create: (input: CreateEventInput) => Promise<boolean>;
  readonly change: (event: CalendarEvent, patch: EventPatch, scope: SeriesScope, said: string, notify: boolean) => Promise<boolean>;
  readonly cancel: (event: CalendarEvent, scope: SeriesScope, notify: boolean) => Promise<boolean>;
}

export const useCalendarEvents = (initial: readonly CalendarEvent[]): CalendarEvents => {
  const [events, setEvents] = useState<readonly CalendarEvent[]>(initial);
  const window = useRef<Window | null>(null);
  const loading = useRef<AbortController | null>(null);
  const [turning, setTurning] = useState(false);
  const again = useRef<() => void>(() => undefined);

  const known = useRef<Promise<readonly Span[]> | null>(null);
  /** Changes that haven't been answered yet, and the versions that those which were left and no list has shown. */
  const unanswered = useRef(0);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const versions = useRef(new Map<string, number>());

  const reload = useCallback(async (): Promise<void> => {
    if (window.current === null) return;
    loading.current?.abort();
    const mine = new AbortController();
    loading.current = mine;
    known.current = loadFree(window.current);
    try {
      const fresh = await loadWindow(window.current, mine.signal);
      if (mine.signal.aborted) return;
      versions.current.clear();
      setEvents(fresh);
      setTurning(false);
    } catch (error) {
      if (mine.signal.aborted) return;
      setTurning(false);
      toast({ message: "The calendar couldn't be loaded", detail: say(error), tone: "danger", action: { label: "Try again", run: () => again.current() } });
    }
  }, []);
  const free = useCallback(() => (known.current ??= loadFree(window.current)), []);
  useEffect(() => {
    again.current = () => void reload();
  }, [reload]);

  const show = useCallback(
    (next: Window) => {
      // What came with the page is the first window's.
      setTurning(window.current !== null);
      window.current = next;
      void reload();
    },
    [reload],
  );

  // Another tab, a visitor or the assistant may have changed something since this one was last looked at.
  useEffect(() => {
    const onReturn = (): void => {
      if (document.visibilityState === "visible" && unanswered.current === 0) void reload();
    };
    document.addEventListener("visibilitychange", onReturn);
    return () => document.removeEventListener("visibilitychange", onReturn);
  }, [reload]);
  useChangedElsewhere(["event"], () => {
    if (unanswered.current === 0) void reload();
  });

  const takeBack = useCallback(
    async (undo: Undo): Promise<void> => {
      try {
        const { summary } = await call(undoChangeEndpoint, { changeId: undo.changeId });
        toast({ message: summary });
      } catch (error) {
        toast({ message: "That can't be taken back", detail: say(error), tone: "danger" });
      }
      await reload();
    },
    [reload],
  );

  /** In the order in which they were asked for: a second change of an event is made to what the first one left. */
  const attempt = useCallback(
    (work: () => Promise<{ undo: Undo | null }>, said: string, failed: string): Promise<boolean> => {
      // What was read before this change would show the calendar without it.
      loading.current?.abort();
      unanswered.current += 1;
      const mine = turn.current.then(async () => {
        try {
          const { undo } = await work();
          toast({ message: said, ...(undo === null ? {} : { action: { label: "Undo", run: () => void takeBack(undo) } }) });
          return true;
        } catch (error) {
          toast({ message: failed, detail: say(error), tone: "danger" });
          return false;
        } finally {
          unanswered.current -= 1;
          if (unanswered.current === 0) await reload();
        }
      });
      turn.current = mine;
      return mine;
    },
    [reload, takeBack],
  );

  const create = useCallback(
    (input: CreateEventInput) =>
      attempt(() => call(createEventEndpoint, input, { idempotencyKey: newId() }), `“${input.title}” is on the calendar`, "Nothing was added"),
    [attempt],
  );

  const place = useCallback(
    ({ ref }: CalendarEvent, { start, end, allDay }: EventPatch): void =>
      setEvents((known) =>
        known.map((one) =>
          one.ref === ref
            ? { ...one, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), ...(allDay === undefined ? {} : { allDay }) }
            : one,
        ),
      ),
    [],
  );

  const change = useCallback(
    (event: CalendarEvent, patch: EventPatch, scope: SeriesScope, said: string, notify: boolean) => {
      place(event, patch);
      return attempt(
        async () => {
          const done = await call(updateEventEndpoint, { ref: event.ref, scope, version: versions.current.get(event.ref) ?? event.version, patch, notify });
          versions.current.set(event.ref, done.event.version);
          return done;
        },
        said,
        `“${event.title}” stays as it was`,
      );
    },
    [attempt, place],
  );

  const cancel = useCallback(
    (event: CalendarEvent, scope: SeriesScope, notify: boolean) => {
      setEvents((known) => known.filter((one) => one.ref !== event.ref));
      return attempt(
        () => call(cancelEventEndpoint, { ref: event.ref, scope, version: versions.current.get(event.ref) ?? event.version, notify }),
        `“${event.title}” is cancelled`,
        `“${event.title}” stays on the calendar`,
      );
    },
    [attempt],
  );

  return { events, turning, show, free, place, reload, create, change, cancel };
};
