"use client";
/** The events of the week on show: the server's at first, then fetched, kept per week, and read again when something changed. */
import { useCallback, useEffect, useRef, useState } from "react";
import { addDays, instantOfWall } from "./zoned-time";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { useChangedElsewhere } from "@/components/notifications/notifications";
import { listEvents } from "@/hooks/addresses";
import { call } from "@/hooks/call";

export interface WeekState {
  /** First day, YYYY-MM-DD. */
  readonly start: string;
  readonly events: readonly CalendarEvent[];
  readonly status: "ready" | "loading" | "failed";
  readonly show: (start: string) => void;
  /** Reads the week again; what is shown stays until the answer is there. */
  readonly refresh: () => void;
}

const windowOf = (start: string, zone: string): { from: string; to: string } => ({
  from: new Date(instantOfWall({ date: start, minutes: 0 }, zone)).toISOString(),
  to: new Date(instantOfWall({ date: addDays(start, 7), minutes: 0 }, zone)).toISOString(),
});

type Weeks = ReadonlyMap<string, readonly CalendarEvent[]>;

export function useWeek(initial: { readonly start: string; readonly events: readonly CalendarEvent[] }, zone: string): WeekState {
  const [start, setStart] = useState(initial.start);
  const [weeks, setWeeks] = useState<Weeks>(() => new Map([[initial.start, initial.events]]));
  const [failed, setFailed] = useState<string | null>(null);
  const newest = useRef(0);

  const load = useCallback(
    async (week: string, keep: boolean) => {
      const turn = (newest.current += 1);
      try {
        const { events } = await call(listEvents, { ...windowOf(week, zone), limit: 500 });
        if (turn !== newest.current) return;
        setWeeks((known) => new Map([...(keep ? known : []), [week, events]]));
        setFailed(null);
      } catch {
        if (turn === newest.current) setFailed(week);
      }
    },
    [zone],
  );

  const show = useCallback(
    (week: string) => {
      setStart(week);
      void load(week, true);
    },
    [load],
  );
  const refresh = useCallback(() => void load(start, false), [load, start]);

  useEffect(() => {
    const onReturn = () => {
      if (document.visibilityState === "visible") refresh();
    };
    document.addEventListener("visibilitychange", onReturn);
    return () => document.removeEventListener("visibilitychange", onReturn);
  }, [refresh]);

  useChangedElsewhere(["event"], refresh);

  const events = weeks.get(start);
  return { start, events: events ?? [], status: failed === start ? "failed" : events === undefined ? "loading" : "ready", show, refresh };
}
