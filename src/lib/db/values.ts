/**
 * One table of how values cross the border, for both databases: PGlite and pg disagree by default (Date or string,
 * bigint or string), and a row must look the same whichever one answers.
 */
type Parse = (text: string) => unknown;

/** "2026-11-23 09:00:00.5+00" (the connection is in UTC) -> "2026-11-23T09:00:00.500Z"; infinity stays as it is. */
const instant: Parse = (text) => {
  const match = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  return match ? `${match[1] ?? ""}T${match[2] ?? ""}.${(match[3] ?? "").padEnd(3, "0").slice(0, 3)}Z` : text;
};
const bytes: Parse = (text) => Buffer.from(text.slice(2), "hex");
const asIs: Parse = (text) => text;
const json: Parse = (text) => JSON.parse(text) as unknown;

interface ArrayText {
  readonly text: string;
  at: number;
}

const readQuoted = (source: ArrayText): string => {
  let value = "";
  for (source.at += 1; source.text[source.at] !== '"'; source.at += 1) {
    if (source.text[source.at] === "\\") source.at += 1;
    value += source.text[source.at] ?? "";
  }
  source.at += 1;
  return value;
};

const readBare = (source: ArrayText): string => {
  const start = source.at;
  while (source.at < source.text.length && !",}".includes(source.text[source.at] ?? "")) source.at += 1;
  return source.text.slice(start, source.at);
};

/** PostgreSQL's array text, `{1,NULL,"a b"}`, also nested (PostgreSQL manual 8.15.6). */
const readArray = (source: ArrayText, parse: Parse): unknown[] => {
  const items: unknown[] = [];
  for (source.at += 1; source.at < source.text.length && source.text[source.at] !== "}";) {
    const sign = source.text[source.at];
    if (sign === ",") source.at += 1;
    else if (sign === "{") items.push(readArray(source, parse));
    else if (sign === '"') items.push(parse(readQuoted(source)));
    else {
      const bare = readBare(source);
      items.push(bare === "NULL" ? null : parse(bare));
    }
  }
  source.at += 1;
  return items;
};
const arrayOf =
  (parse: Parse): Parse =>
  (text) =>
    readArray({ text, at: text.indexOf("{") }, parse);

/** Type oid -> [its array's oid, parser]; a type that isn't listed arrives as text. */
const types: Readonly<Record<number, readonly [number, Parse]>> = {
  16: [1000, (text) => text === "t"],
  17: [1001, bytes],
  20: [1016, Number],
  21: [1005, Number],
  23: [1007, Number],
  25: [1009, asIs],
  26: [1028, Number],
  114: [199, json],
  700: [1021, Number],
  701: [1022, Number],
  1042: [1014, asIs],
  1043: [1015, asIs],
  1082: [1182, asIs],
  1083: [1183, asIs],
  1114: [1115, asIs],
  1184: [1185, instant],
  1186: [1187, asIs],
  1700: [1231, Number],
  2950: [2951, asIs],
  3802: [3807, json],
};

export const parsers: Readonly<Record<number, Parse>> = Object.fromEntries(
  Object.entries(types).flatMap(([oid, [arrayOid, parse]]) => [
    [oid, parse],
    [String(arrayOid), arrayOf(parse)],
  ]),
);

/** Every type PGlite would check itself; our text is already what PostgreSQL reads. */
export const passThrough: Readonly<Record<number, (value: unknown) => string>> = Object.fromEntries(
  Object.keys(types).map((oid) => [oid, (value: unknown) => value as string]),
);

const element = (value: unknown): string => {
  if (Array.isArray(value)) return arrayText(value);
  const text = toParameter(value);
  return text === null ? "NULL" : `"${text.replace(/["\\]/g, "\\$&")}"`;
};
const arrayText = (values: readonly unknown[]): string => `{${values.map(element).join(",")}}`;

/**
 * A parameter as PostgreSQL's text. Arrays become PostgreSQL arrays and plain objects JSON, so a JSON column that holds
 * an array gets `JSON.stringify(list)` from its caller. Temporal values speak for themselves.
 */
export const toParameter = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return arrayText(value);
  if (ArrayBuffer.isView(value)) return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  if (Object.prototype.toString.call(value) === "[object Date]") return (value as Date).toISOString();
  if (Object.prototype.toString.call(value).startsWith("[object Temporal.")) return (value as { toString(): string }).toString();
  return JSON.stringify(value);
};
