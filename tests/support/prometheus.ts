/** A strict reader of the Prometheus text exposition format 0.0.4: whatever the format forbids is an error here. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly samples: Sample[];
}

const sampleShape = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN)$/;
const labelShape = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(?:,|$)/gy;

const labelsOf = (text: string): Record<string, string> => {
  const labels: Record<string, string> = {};
  labelShape.lastIndex = 0;
  while (labelShape.lastIndex < text.length) {
    const at = labelShape.lastIndex;
    const [, name, value] = labelShape.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new Error(`labels don't parse at ${at}: ${text}`);
    if (name in labels) throw new Error(`label ${name} twice: ${text}`);
    labels[name] = value;
  }
  return labels;
};

const familyOf = (sample: string, type: string): string => (type === "histogram" ? sample.replace(/_(?:bucket|sum|count)$/, "") : sample);

const checkHistogram = ({ name, samples }: Family): void => {
  const groups = Map.groupBy(samples, ({ labels: { le: _le, ...rest } }) => JSON.stringify(rest));
  for (const [labels, group] of groups) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels: { le } }) => (le === "+Inf" ? Infinity : Number(le)));
    if (bounds.some(Number.isNaN) || bounds.at(-1) !== Infinity) throw new Error(`${name}${labels}: bounds ${bounds.join()}`);
    buckets.forEach(({ value }, index) => {
      if (index > 0 && (value < (buckets[index - 1]?.value ?? 0) || (bounds[index] ?? 0) <= (bounds[index - 1] ?? 0)))
        throw new Error(`${name}${labels}: buckets aren't cumulative`);
    });
    const count = group.filter((sample) => sample.name === `${name}_count`);
    if (count.length !== 1 || count[0]?.value !== buckets.at(-1)?.value) throw new Error(`${name}${labels}: count isn't the last bucket`);
    if (group.filter((sample) => sample.name === `${name}_sum`).length !== 1) throw new Error(`${name}${labels}: no sum`);
  }
};

/** Errors: a sentence about the first thing that isn't right. */
export const parsePrometheus = (text: string): Family[] => {
  if (!text.endsWith("\n")) throw new Error("the last line doesn't end");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current: Family | undefined;
  let helped = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const [, help] = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) [^\n]+$/.exec(line) ?? [];
    const [, typed, type = ""] = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (help !== undefined) helped = help;
    else if (typed !== undefined) {
      if (families.has(typed) || helped !== typed) throw new Error(`TYPE of ${typed} twice or without HELP`);
      current = { name: typed, type, samples: [] };
      families.set(typed, current);
    } else {
      const [, name = "", labels = "", value = ""] = sampleShape.exec(line) ?? [];
      if (name === "") throw new Error(`not a line of the format: ${line}`);
      if (!current || familyOf(name, current.type) !== current.name) throw new Error(`${name} stands outside its family`);
      const key = `${name}{${labels}}`;
      if (seen.has(key)) throw new Error(`twice: ${key}`);
      seen.add(key);
      current.samples.push({ name, labels: labelsOf(labels), value: value.endsWith("Inf") ? Infinity : Number(value) });
    }
  }
  for (const family of families.values()) {
    if (family.type === "histogram") checkHistogram(family);
    if (family.type === "counter" && !family.name.endsWith("_total")) throw new Error(`${family.name} counts and isn't called _total`);
  }
  return [...families.values()];
};

/** One name with one set of labels; a histogram's buckets are one series. */
export const seriesIn = (families: readonly Family[]): number =>
  families.reduce((sum, { samples }) => sum + new Set(samples.map(({ labels: { le: _le, ...rest } }) => JSON.stringify(rest))).size, 0);
