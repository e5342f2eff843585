/**
 * What changed elsewhere: in another window, by the assistant, by a visitor, by a job. What shows such things reads them again, once for
 * many changes, and never while a change of this page is on its way: what is read then would lack it for a moment.
 */
import { isAsking, isOwnRequest } from "@/hooks/own-requests";
import type { LiveChanges } from "@/lib/notifications/contracts";

/** Kinds of things, as in the trail; null for anything. */
export type Subjects = ReadonlySet<string | null>;

/** An undo, the sample data and a connected account may have touched anything. */
const wide: readonly (string | null)[] = [null, "change", "sample", "account"];

export const concerns = (changed: Subjects, subjects: readonly string[]): boolean => [...wide, ...subjects].some((subject) => changed.has(subject));

/** What stands on the pages that the server draws; on the two that tell of the day and of what was done that may be anything. */
const drawn: Readonly<Record<string, readonly string[] | "anything">> = {
  "/today": "anything",
  "/history": "anything",
  "/tasks": ["task"],
  "/memory": ["memory"],
  "/contacts": ["contact"],
  "/links": ["link"],
};

/** Whether the page at this address has to be drawn anew. */
export const pageConcerned = (pathname: string, changed: Subjects): boolean => {
  const subjects = drawn[pathname];
  return subjects !== undefined && (subjects === "anything" || concerns(changed, subjects));
};

/** What is done in one go elsewhere comes as several words. */
const gatherMs = 300;
/** Pages are read again no more often than this, however much goes on. */
const pauseMs = 2_000;

export interface Gathering {
  readonly hear: (changes: LiveChanges) => void;
  readonly stop: () => void;
}

/** Gathers what the stream says; `tell` hears what of it came from elsewhere. */
export const gatherChanges = (tell: (changed: Subjects) => void): Gathering => {
  let gathered: LiveChanges = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldMs = -Infinity;
  const look = (): void => {
    if (isAsking()) {
      timer = setTimeout(look, gatherMs);
      return;
    }
    timer = undefined;
    const elsewhere = gathered.filter(({ requestId }) => requestId === null || !isOwnRequest(requestId));
    gathered = [];
    if (elsewhere.length === 0) return;
    toldMs = performance.now();
    tell(new Set(elsewhere.map(({ subject }) => subject)));
  };
  return {
    hear: (changes) => {
      gathered = [...gathered, ...changes];
      timer ??= setTimeout(look, Math.max(gatherMs, toldMs + pauseMs - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
};
