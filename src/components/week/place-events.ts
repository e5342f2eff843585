/** Where things stand in a week: which day, how far down, and side by side where they overlap. Pure. */
import type { Mark } from "@/lib/ai/contracts";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { addDays, msOf, wallOf } from "./zoned-time";

/** solid = on the calendar; lit = spoken about; leaving = would move away; removed = would go; ghost = proposed; free = an offer. */
export type Look = "solid" | "lit" | "leaving" | "removed" | "ghost" | "free";

export interface Item {
  readonly key: string;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  readonly look: Look;
  readonly event: CalendarEvent | null;
  readonly mark: Mark | null;
}

export interface Placed {
  readonly item: Item;
  /** Minutes since midnight on the owner's wall. */
  readonly top: number;
  readonly bottom: number;
  readonly column: number;
  readonly columns: number;
  readonly opensBefore: boolean;
}

export interface Day {
  readonly date: string;
  readonly timed: readonly Placed[];
  readonly allDay: readonly Item[];
}

/** Anything shorter is drawn this tall, or nobody could read or press it. */
const minimumMinutes = 30;

const lookOf = (event: CalendarEvent, marks: readonly Mark[]): Look => {
  const own = marks.filter((mark) => mark.ref === event.ref);
  if (own.some((mark) => mark.kind === "removed")) return "removed";
  if (own.some((mark) => mark.kind === "ghost" && mark.from !== undefined && msOf(mark.from.start) === msOf(event.start))) return "leaving";
  return own.some((mark) => mark.kind === "highlight" || mark.kind === "ghost") ? "lit" : "solid";
};

/** What the eye should be led to: proposals before everything that is only spoken about. */
export const mainMarks = (marks: readonly Mark[]): readonly Mark[] => {
  const proposals = marks.filter((mark) => mark.kind === "ghost" || mark.kind === "removed");
  return proposals.length > 0 ? proposals : marks;
};

const overlap = (a: Mark, b: Mark): boolean => msOf(a.start) < msOf(b.end) && msOf(b.start) < msOf(a.end);

/** Offers come best first; one that runs into a better one or into a proposal could be neither read nor pressed. */
const drawable = (marks: readonly Mark[]): Mark[] => {
  const kept: Mark[] = marks.filter((mark) => mark.kind !== "free");
  for (const mark of marks)
    if (mark.kind === "free" && !kept.some((other) => (other.kind === "free" || other.kind === "ghost") && overlap(mark, other))) kept.push(mark);
  return kept;
};

/** A mark is drawn by itself unless the event it speaks of is there to carry it. */
const standsAlone = (mark: Mark, events: readonly CalendarEvent[]): boolean => {
  if (mark.kind === "free") return true;
  const event = events.find((candidate) => candidate.ref === mark.ref);
  if (mark.kind === "ghost") return event === undefined || msOf(event.start) !== msOf(mark.start) || msOf(event.end) !== msOf(mark.end);
  return mark.kind === "removed" && event === undefined;
};

const lookOfMark = { ghost: "ghost", free: "free", removed: "removed", highlight: "lit" } as const satisfies Record<Mark["kind"], Look>;

/** The week's events with what the conversation draws on them. */
export const itemsOf = (events: readonly CalendarEvent[], marks: readonly Mark[]): Item[] => {
  const shown = events.filter((event) => event.status !== "cancelled");
  const solid = shown.map((event): Item => ({
    key: event.ref,
    title: event.title,
    start: event.start,
    end: event.end,
    allDay: event.allDay,
    look: lookOf(event, marks),
    event,
    mark: null,
  }));
  const drawn = drawable(marks)
    .filter((mark) => standsAlone(mark, shown))
    .map((mark, index): Item => ({
      key: `${mark.kind}-${mark.ref ?? index}-${mark.start}`,
      title: mark.title,
      start: mark.start,
      end: mark.end,
      allDay: shown.find((event) => event.ref === mark.ref)?.allDay ?? false,
      look: lookOfMark[mark.kind],
      event: null,
      mark,
    }));
  return [...solid, ...drawn];
};

interface Piece {
  readonly item: Item;
  readonly top: number;
  readonly bottom: number;
  readonly opensBefore: boolean;
}

const pieceOn = (item: Item, date: string, zone: string): Piece | undefined => {
  const from = wallOf(msOf(item.start), zone);
  const to = wallOf(msOf(item.end), zone);
  if (from.date > date || to.date < date || (to.date === date && to.minutes === 0 && from.date !== date)) return undefined;
  const top = from.date < date ? 0 : from.minutes;
  const end = to.date > date ? 24 * 60 : to.minutes;
  const bottom = Math.min(24 * 60, Math.max(end, top + minimumMinutes));
  return { item, top: Math.min(top, bottom - minimumMinutes), bottom, opensBefore: from.date < date };
};

const placeCluster = (cluster: readonly Piece[]): Placed[] => {
  const ends: number[] = [];
  const placed = cluster.map((piece) => {
    const free = ends.findIndex((end) => end <= piece.top);
    const column = free === -1 ? ends.length : free;
    ends[column] = piece.bottom;
    return { ...piece, column };
  });
  return placed.map((piece) => ({ ...piece, columns: ends.length }));
};

/** Things that touch in time share the width of the day, each in the first column that is free. */
const placePieces = (pieces: readonly Piece[]): Placed[] => {
  const sorted = [...pieces].sort((a, b) => a.top - b.top || b.bottom - a.bottom);
  const clusters: Piece[][] = [];
  let end = -1;
  for (const piece of sorted) {
    if (piece.top >= end) clusters.push([]);
    clusters.at(-1)?.push(piece);
    end = Math.max(end, piece.bottom);
  }
  return clusters.flatMap(placeCluster);
};

const coversDay = (item: Item, date: string, zone: string): boolean =>
  wallOf(msOf(item.start), zone).date <= date && date <= wallOf(Math.max(msOf(item.start), msOf(item.end) - 1), zone).date;

/** A day or more without an end in sight belongs in the row on top. */
const isLong = (item: Item): boolean => item.allDay || msOf(item.end) - msOf(item.start) >= 24 * 3_600_000;

export const placeDay = (items: readonly Item[], date: string, zone: string): Day => ({
  date,
  timed: placePieces(items.filter((item) => !isLong(item)).flatMap((item) => pieceOn(item, date, zone) ?? [])),
  allDay: items.filter((item) => isLong(item) && coversDay(item, date, zone)),
});

export interface Move {
  readonly key: string;
  readonly from: { readonly day: number; readonly minutes: number };
  readonly to: { readonly day: number; readonly minutes: number };
}

/** The ways that proposed moves would take inside the week, from middle to middle. */
export const movesOf = (marks: readonly Mark[], dates: readonly string[], zone: string): Move[] =>
  marks.flatMap((mark) => {
    if (mark.kind !== "ghost" || mark.from === undefined) return [];
    const middle = (start: string, end: string) => {
      const wall = wallOf((msOf(start) + msOf(end)) / 2, zone);
      return { day: dates.indexOf(wall.date), minutes: wall.minutes };
    };
    const [from, to] = [middle(mark.from.start, mark.from.end), middle(mark.start, mark.end)];
    return from.day < 0 || to.day < 0 ? [] : [{ key: `${mark.ref ?? ""}${mark.start}`, from, to }];
  });

/** The first day of the week in which a mark lies, if that isn't the one shown. */
export const weekToShow = (marks: readonly Mark[], dates: readonly string[], zone: string): string | undefined => {
  const first = dates[0];
  const marked = marks.map((mark) => wallOf(msOf(mark.start), zone).date).sort();
  if (first === undefined || marked.length === 0 || marked.some((date) => dates.includes(date))) return undefined;
  const date = marked[0];
  if (date === undefined) return undefined;
  let start = first;
  while (date < start) start = addDays(start, -7);
  while (date >= addDays(start, 7)) start = addDays(start, 7);
  return start;
};
