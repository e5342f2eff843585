/** A dashed line from where something stands to where it is proposed to go. */
import type { Move } from "./place-events";

/** From edge to edge, so that the line crosses no words: sideways between days, along the side within one. */
const pathOf = ({ from, to }: Move): string => {
  if (from.day === to.day)
    return `M ${from.day + 0.94} ${from.minutes} C ${from.day + 1.12} ${from.minutes}, ${from.day + 1.12} ${to.minutes}, ${from.day + 0.97} ${to.minutes}`;
  const later = to.day > from.day;
  const [x1, x2] = later ? [from.day + 0.95, to.day + 0.02] : [from.day + 0.05, to.day + 0.98];
  const bend = later ? 0.12 : -0.12;
  return `M ${x1} ${from.minutes} C ${x1 + bend} ${from.minutes}, ${x2 - bend} ${to.minutes}, ${x2} ${to.minutes}`;
};

export function MovePaths({ moves }: { readonly moves: readonly Move[] }) {
  if (moves.length === 0) return null;
  return (
    <svg
      aria-hidden
      viewBox="0 0 7 1440"
      preserveAspectRatio="none"
      className="week-paths pointer-events-none absolute inset-0 z-15 size-full rtl:-scale-x-100"
    >
      {moves.map((move) => (
        <path key={move.key} d={pathOf(move)} fill="none" stroke="var(--accent)" strokeWidth={2} strokeDasharray="5 4" vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
