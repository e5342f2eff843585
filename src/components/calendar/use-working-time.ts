"use client";
/** The owner's hours and holidays in the window that is shown: the rest of the grid is dimmed. Without them the calendar works all the same. */
import { useCallback, useRef, useState } from "react";
import { listWorkingTime } from "@/hooks/addresses";
import { call } from "@/hooks/call";

interface Stretch {
  readonly start: string;
  readonly end: string;
}

export interface WorkingTime {
  /** What lies between the hours of work. */
  readonly off: readonly Stretch[];
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
}

const nothingKnown: WorkingTime = { off: [], holidays: [] };

/** The complement of windows that come in order and don't overlap. */
const gapsOf = (windows: readonly Stretch[], from: string, to: string): Stretch[] =>
  [...windows, { start: to, end: to }]
    .map((window, at) => ({ start: windows[at - 1]?.end ?? from, end: window.start }))
    .filter(({ start, end }) => Date.parse(start) < Date.parse(end));
/** The server answers for at most two months. */
const longestMs = 62 * 86_400_000;

export const useWorkingTime = (): { readonly working: WorkingTime; readonly show: (from: string, to: string) => void } => {
  const [working, setWorking] = useState<WorkingTime>(nothingKnown);
  const loading = useRef<AbortController | null>(null);
  const show = useCallback((from: string, to: string): void => {
    loading.current?.abort();
    if (Date.parse(to) - Date.parse(from) > longestMs) return;
    const mine = new AbortController();
    loading.current = mine;
    call(listWorkingTime, { from, to }, { signal: mine.signal }).then(
      ({ windows, holidays }) => setWorking({ off: gapsOf(windows, from, to), holidays }),
      () => undefined,
    );
  }, []);
  return { working, show };
};
