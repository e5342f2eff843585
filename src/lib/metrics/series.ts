/** Numbers gathered per name and labels, in bounded memory: a label nobody thought of can't fill the process. */
import { allowanceOf, metricOf } from "./catalogue";

export interface MetricData {
  readonly name: string;
  readonly value: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly timestamp?: Date;
}

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** Cumulative counts for `bucketsMs`. Only histograms are read by bucket. */
  readonly buckets: number[];
}

/** Upper bounds; most of our values are milliseconds. */
export const bucketsMs: readonly number[] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000];

const labelMaxLength = 64;
/** Spellings of one series that are remembered, so that the usual case is one look-up. */
const spellingsMax = 1_000;
/** People never become labels: that would be both a leak and a series per person. */
const personal = new Set(["userid", "user_id", "user", "email", "sessionid", "session_id", "requestid", "request_id", "traceid", "trace_id"]);
const isPersonal = (name: string): boolean => personal.has(name) || personal.has(name.toLowerCase());

const overflow = { overflow: "true" } as const;

const safeLabels = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tags)
      .filter(([name]) => !isPersonal(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name.replace(/[^a-zA-Z0-9_]/g, "_"), value.slice(0, labelMaxLength)]),
  );

const spellingOf = (name: string, tags: Readonly<Record<string, string>>): string => {
  let spelling = name;
  for (const tag in tags) if (!isPersonal(tag)) spelling += `\0${tag}\0${tags[tag] ?? ""}`;
  return spelling;
};

export class SeriesTable {
  /** Since when the numbers count, epoch milliseconds. */
  readonly startedAtMs = Date.now();
  readonly #series = new Map<string, Series>();
  readonly #spellings = new Map<string, Series>();
  readonly #used = new Map<string, number>();

  /** False for a value that is no number: nothing was recorded. */
  record({ name, value, tags }: MetricData): boolean {
    if (!Number.isFinite(value)) return false;
    const series = this.find({ name, tags });
    series.count += 1;
    series.sum += value;
    if (value < series.min) series.min = value;
    if (value > series.max) series.max = value;
    for (let index = bucketsMs.length - 1; index >= 0 && value <= (bucketsMs[index] ?? 0); index -= 1) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
    return true;
  }

  all(): Series[] {
    return [...this.#series.values()];
  }

  clear(): void {
    for (const map of [this.#series, this.#spellings, this.#used]) map.clear();
  }

  /** The series that values of this name and these tags go to. */
  find({ name, tags = {} }: { readonly name: string; readonly tags?: MetricData["tags"] | undefined }): Series {
    const spelling = spellingOf(name, tags);
    const known = this.#spellings.get(spelling);
    if (known) return known;
    const found = this.#findOrMake(name, safeLabels(tags));
    if (this.#spellings.size >= spellingsMax) this.#spellings.clear();
    this.#spellings.set(spelling, found);
    return found;
  }

  /** The last series of an allowance takes everything that has no series of its own. */
  #findOrMake(name: string, labels: Readonly<Record<string, string>>): Series {
    const known = this.#series.get(this.#key(name, labels));
    if (known) return known;
    const allowance = allowanceOf(name);
    const used = this.#used.get(allowance) ?? 0;
    if (used < metricOf(name).seriesMax - 1) return this.#make(allowance, name, labels);
    const last = allowance === "" ? "unlisted" : name;
    return this.#series.get(this.#key(last, overflow)) ?? this.#make(allowance, last, overflow);
  }

  #key(name: string, labels: Readonly<Record<string, string>>): string {
    return `${name} ${JSON.stringify(labels)}`;
  }

  #make(allowance: string, name: string, labels: Readonly<Record<string, string>>): Series {
    const made: Series = { name, labels, count: 0, sum: 0, min: Infinity, max: -Infinity, buckets: bucketsMs.map(() => 0) };
    this.#series.set(this.#key(name, labels), made);
    this.#used.set(allowance, (this.#used.get(allowance) ?? 0) + 1);
    return made;
  }
}
