/** One thing in the day's column. */
import clsx from "clsx";
import type { CSSProperties } from "react";
import { clockText, msOf, spanText, type Clock } from "./zoned-time";
import type { Item, Look, Placed } from "./place-events";

const looks: Record<Look, string> = {
  solid: "border-s-[3px] border-[var(--edge)] bg-[var(--fill)] text-[var(--fill-ink)]",
  lit: "border-s-[3px] border-[var(--edge)] bg-[var(--fill)] text-[var(--fill-ink)] ring-2 ring-accent",
  leaving: "border border-dashed border-[var(--edge)] bg-surface text-ink-faint",
  removed: "border-s-[3px] border-danger bg-danger-soft text-danger-text line-through",
  ghost: "border-2 border-dashed border-accent bg-accent-soft text-accent-text",
  free: "border-2 border-accent/70 bg-surface text-accent-text hover:bg-accent-soft",
};

const meanings: Record<Look, string> = {
  solid: "",
  lit: "",
  leaving: ", would move away from here",
  removed: ", struck out",
  ghost: ", proposed",
  free: ", free; choose this time",
};

export const describe = (item: Item, clock: Clock): string => `${item.look === "free" ? "" : `${item.title}, `}${spanText(item, clock)}${meanings[item.look]}`;

export interface EventBlockProps {
  readonly placed: Placed;
  readonly clock: Clock;
  readonly color: string;
  readonly onPress: (item: Item, element: HTMLElement) => void;
}

const dayMinutes = 24 * 60;

/** Neighbours overlap a little, so that narrow columns keep room for words. */
const sideBySide = (column: number, columns: number): CSSProperties => {
  const start = (column / columns) * 100;
  const width = Math.min(100 - start, column === columns - 1 ? 100 : 160 / columns);
  return { insetInlineStart: `calc(${start}% + 1px)`, inlineSize: `calc(${width}% - 3px)`, zIndex: 10 + column };
};

export function EventBlock({ placed: { item, top, bottom, column, columns }, clock, color, onPress }: EventBlockProps) {
  const short = bottom - top < 50;
  const unsure = item.event?.status === "tentative" || item.event?.showAs === "free";
  return (
    <button
      type="button"
      data-look={item.look}
      data-move-key={item.event?.ref}
      aria-label={describe(item, clock)}
      onClick={(event) => onPress(item, event.currentTarget)}
      style={{
        insetBlockStart: `${(top / dayMinutes) * 100}%`,
        blockSize: `calc(${((bottom - top) / dayMinutes) * 100}% - 2px)`,
        ...sideBySide(column, columns),
      }}
      className={clsx(
        "absolute flex overflow-hidden rounded-md text-start text-xs leading-tight hover:!z-20 focus-visible:!z-20",
        columns > 1 && "outline-1 outline-surface px-1",
        columns === 1 && "px-1.5",
        `calendar-${color}`,
        looks[item.look],
        short ? "items-center gap-1" : "flex-col py-1",
        unsure && item.look === "solid" && "border-dashed opacity-85",
      )}
    >
      <span className={clsx("font-medium", short ? "truncate" : bottom - top < 75 ? "line-clamp-2" : "line-clamp-3")}>
        {item.look === "free" ? clockText(msOf(item.start), clock) : item.title}
      </span>
      {item.look !== "free" && bottom - top >= 75 && <span className="whitespace-nowrap tabular-nums">{clockText(msOf(item.start), clock)}</span>}
    </button>
  );
}
