/** One spelling for one input, so that what was approved can be compared with what would run. */

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON with sorted keys and without undefined members (RFC 8785 for the values that tools use: strings, finite numbers, booleans, null). */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(",")}}`;
};

/** What an approval is bound to: the tool and its exact input. */
export const approvedText = (tool: string, input: unknown): string => canonicalJson({ tool, input });

const replaceAt = (value: unknown, path: readonly string[], next: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? replaceAt(item, rest, next) : item));
  return { ...(isRecord(value) ? value : {}), [key]: replaceAt(isRecord(value) ? value[key] : undefined, rest, next) };
};

/** Applies the owner's corrections to the fields that were offered for correction; any other path is dropped and named. */
export const applyEdits = (
  input: Readonly<Record<string, unknown>>,
  edits: Readonly<Record<string, unknown>>,
  editable: readonly string[],
): { input: Record<string, unknown>; unknown: string[] } => {
  let edited: unknown = input;
  const unknown: string[] = [];
  for (const [path, value] of Object.entries(edits)) {
    if (editable.includes(path)) edited = replaceAt(edited, path.split("."), value);
    else unknown.push(path);
  }
  return { input: edited as Record<string, unknown>, unknown };
};
