"use client";
/** The events of the visible window, changed optimistically: a refusal puts them back and says why. */
import { useCallback, useEffect, useRef, useState } from "react";
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
  type Undo,
} from "@/lib/scheduling/contracts";
import { toast } from "@/components/ui/toast";

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

const say = (error: unknown): string => (error instanceof ProblemError ? error.detail : "The server can't be reached. Check the connection and try again.");

export interface CalendarEvents {
  readonly events: readonly CalendarEvent[];
  readonly show: (window: Window) => void;
  /** Each resolves to whether it was done; what went wrong has been said by then. */
  readonly create: (input: CreateEventInput) => Promise<boolean>;
  readonly change: (event: CalendarEvent, patch: EventPatch, scope: SeriesScope, said: string) => Promise<boolean>;
  readonly cancel: (event: CalendarEvent, scope: SeriesScope) => Promise<boolean>;
}

export const useCalendarEvents = (initial: readonly CalendarEvent[]): CalendarEvents => {
  const [events, setEvents] = useState<readonly CalendarEvent[]>(initial);
  const window = useRef<Window | null>(null);
  const loading = useRef<AbortController | null>(null);
  const again = useRef<() => void>(() => undefined);

  const reload = useCallback(async (): Promise<void> => {
    if (window.current === null) return;
    loading.current?.abort();
    const mine = new AbortController();
    loading.current = mine;
    try {
      const fresh = await loadWindow(window.current, mine.signal);
      if (!mine.signal.aborted) setEvents(fresh);
    } catch (error) {
      if (!mine.signal.aborted)
        toast({ message: "The calendar couldn't be loaded", detail: say(error), tone: "danger", action: { label: "Try again", run: () => again.current() } });
    }
  }, []);
  useEffect(() => {
    again.current = () => void reload();
  }, [reload]);

  const show = useCallback(
    (next: Window) => {
      window.current = next;
      void reload();
    },
    [reload],
  );

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

  const attempt = useCallback(
    async (work: () => Promise<{ undo: Undo | null }>, said: string, failed: string): Promise<boolean> => {
      try {
        const { undo } = await work();
        toast({ message: said, ...(undo === null ? {} : { action: { label: "Undo", run: () => void takeBack(undo) } }) });
        return true;
      } catch (error) {
        toast({ message: failed, detail: say(error), tone: "danger" });
        return false;
      } finally {
        await reload();
      }
    },
    [reload, takeBack],
  );

  const create = useCallback(
    (input: CreateEventInput) =>
      attempt(() => call(createEventEndpoint, input, { idempotencyKey: crypto.randomUUID() }), `“${input.title}” is on the calendar`, "Nothing was added"),
    [attempt],
  );

  const change = useCallback(
    (event: CalendarEvent, patch: EventPatch, scope: SeriesScope, said: string) => {
      const { start, end, allDay } = patch;
      setEvents((known) =>
        known.map((one) =>
          one.ref === event.ref
            ? { ...one, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), ...(allDay === undefined ? {} : { allDay }) }
            : one,
        ),
      );
      return attempt(() => call(updateEventEndpoint, { ref: event.ref, scope, version: event.version, patch }), said, `“${event.title}” stays as it was`);
    },
    [attempt],
  );

  const cancel = useCallback(
    (event: CalendarEvent, scope: SeriesScope) => {
      setEvents((known) => known.filter((one) => one.ref !== event.ref));
      return attempt(
        () => call(cancelEventEndpoint, { ref: event.ref, scope, version: event.version }),
        `“${event.title}” is cancelled`,
        `“${event.title}” stays on the calendar`,
      );
    },
    [attempt],
  );

  return { events, show, create, change, cancel };
};
