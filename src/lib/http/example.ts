/** An example for a JSON schema (draft 2020-12), so that the description of the API shows what it means. */
type Json = Record<string, unknown>;

const byFormat: Readonly<Record<string, string>> = {
  uuid: "019aaf3e-5a10-7c21-b5a4-2f8d6e0c1b47",
  email: "maya@example.com",
  "date-time": "2026-11-26T09:00:00Z",
  date: "2026-11-26",
  time: "09:00:00",
  uri: "https://example.com/",
  duration: "PT30M",
  ipv4: "192.0.2.1",
};

/** Tried one after the other against a pattern. */
const guesses = [
  "Europe/Berlin",
  "en-GB",
  "09:00",
  "2026-11-26",
  "2026-11-26T09:00:00Z",
  "2026-11-26T09:00:00+01:00",
  "2026-11",
  "PT30M",
  "maya@example.com",
  "#3366cc",
  "https://example.com/",
  "a",
  "abc",
  "abcdef",
  "123456",
  "ABCD-1234",
  "openai,builtin",
  "0123456789abcdef".repeat(4),
  "0123456789abcdef".repeat(2),
  "DE",
  "UTC",
];

const fits = (text: string, { minLength, maxLength, pattern }: Json): boolean =>
  (typeof minLength !== "number" || text.length >= minLength) &&
  (typeof maxLength !== "number" || text.length <= maxLength) &&
  (typeof pattern !== "string" || new RegExp(pattern, "u").test(text));

/** A name often says what a text is. */
const byName: Readonly<Record<string, readonly string[]>> = {
  zone: ["Europe/Berlin"],
  timeZone: ["Europe/Berlin"],
  locale: ["en-GB"],
  title: ["Lunch with Maya"],
  name: ["Maya Lindqvist"],
  text: ["Find 30 minutes with Maya on Tuesday"],
  location: ["Café Central"],
  color: ["#3366cc"],
  cursor: ["eyJhIjoxfQ"],
  password: ["correct horse battery"],
  start: ["2026-11-26T09:00:00Z"],
  email: ["maya@example.com"],
  end: ["2026-11-26T09:30:00Z", "17:00"],
  from: ["2026-11-26T00:00:00Z"],
  to: ["2026-11-27T00:00:00Z"],
  newPassword: ["battery horse correct"],
  currentPassword: ["correct horse battery"],
};

const textFor = (schema: Json, name: string): string | undefined => {
  const candidates = [
    ...(byName[name] ?? []),
    byFormat[String(schema.format)],
    ...(schema.pattern === undefined ? ["Example"] : []),
    ...guesses,
    "x".repeat(Number(schema.minLength ?? 1)),
  ];
  return candidates.find((text): text is string => text !== undefined && fits(text, schema));
};

const numberFor = ({ type, minimum, exclusiveMinimum, maximum, multipleOf }: Json): number => {
  const least = typeof minimum === "number" ? minimum : typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : 1;
  const value = Math.max(least > -1e6 ? least : 1, Math.min(1, typeof maximum === "number" ? maximum : 1));
  const step = typeof multipleOf === "number" ? multipleOf : 1;
  return type === "integer" || step !== 1 ? Math.ceil(value / step) * step : value;
};

const depthMax = 8;

const objectFor = (schema: Json, which: "all" | "required", depth: number, root: Json): Json | undefined => {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const required = (schema.required ?? []) as readonly string[];
  const shown = Object.entries(properties).filter(([name]) => required.includes(name) || which === "all");
  const entries = shown.map(([name, each]) => [name, exampleOf(each, which, name, depth + 1, root)] as const);
  if (entries.some(([name, value]) => value === undefined && required.includes(name))) return undefined;
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

const arrayFor = (schema: Json, which: "all" | "required", name: string, depth: number, root: Json): unknown[] | undefined => {
  if (Array.isArray(schema.prefixItems)) return (schema.prefixItems as Json[]).map((each) => exampleOf(each, which, name, depth + 1, root));
  const item = schema.items === undefined ? undefined : exampleOf(schema.items as Json, which, name.replace(/s$/, ""), depth + 1, root);
  const least = Number(schema.minItems ?? 0);
  if (item === undefined) return least === 0 ? [] : undefined;
  return Array.from({ length: Math.max(least, Math.min(1, Number(schema.maxItems ?? 1))) }, () => item);
};

const resolved = (reference: string, root: Json): Json =>
  reference
    .slice(2)
    .split("/")
    .filter((part) => part !== "")
    .reduce<Json>((at, key) => (at[key] ?? {}) as Json, root);

/** Undefined when no example could be thought of. `which` says whether fields that may be left out are shown. */
export const exampleOf = (schema: Json, which: "all" | "required", name = "", depth = 0, root: Json = schema): unknown => {
  if (depth > depthMax) return undefined;
  if (typeof schema.$ref === "string") return exampleOf(resolved(schema.$ref, root), which, name, depth + 1, root);
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if ("const" in schema) return schema.const;
  if ("default" in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices !== undefined) return choices.map((each) => exampleOf(each, which, name, depth + 1, root)).find((value) => value !== undefined);
  if (Array.isArray(schema.allOf)) return exampleOf(Object.assign({}, ...(schema.allOf as Json[])) as Json, which, name, depth + 1, root);
  if (schema.type === "string") return textFor(schema, name);
  if (schema.type === "number" || schema.type === "integer") return numberFor(schema);
  if (schema.type === "boolean") return true;
  if (schema.type === "null") return null;
  if (schema.type === "array") return arrayFor(schema, which, name, depth, root);
  if (schema.type === "object") return objectFor(schema, which, depth, root);
  return undefined;
};
