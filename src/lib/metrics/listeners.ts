/** Exporters that want each value as it comes, rather than the table. */
import { processWide } from "@/lib/config";
import type { Series } from "./series";

export type Listener = (series: Series, value: number) => void;

export const { get: listeners } = processWide("metrics.listeners", () => new Set<Listener>());
