/** What a push exporter is: it is handed the table now and then, and may listen to every value. */
import type { Reading } from "../readings";
import type { Series } from "../series";

export interface Exporter {
  /** Sends what there is. Errors are the caller's to log. */
  readonly push: (series: readonly Series[], readings: readonly Reading[]) => Promise<void>;
  /** Hears every value as it comes. */
  readonly hear?: (series: Series, value: number) => void;
  readonly stop?: () => Promise<void>;
}
