/** An approval card in plain text, for terminals. */
import type { PendingAction } from "../contracts";

const difference = ({ before, after }: PendingAction["lines"][number]): string => {
  if (before === null) return after ?? "";
  return after === null ? `${before} (goes)` : `${before} → ${after}`;
};

/** Title, one line per difference, who would be told. */
export const cardText = ({ title, lines, tells, telling }: Pick<PendingAction, "title" | "lines" | "tells" | "telling">): string => {
  const width = Math.max(0, ...lines.map(({ label }) => label.length));
  const told = tells.length > 0 ? [`  Concerns: ${tells.join(", ")}`] : ["  Concerns nobody else."];
  return [title, ...lines.map((line) => `  ${line.label.padEnd(width)}  ${difference(line)}`), ...told, ...(telling === null ? [] : [`  ${telling}`])].join(
    "\n",
  );
};
