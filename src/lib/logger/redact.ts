/** Takes secrets and people out of a line before it is written: by the name of a field, and by the look of a value. */
import { createHash } from "node:crypto";

const secretField = /^(?:.*(?:password|passwd|secret|token|apikey|cookie|credential|privatekey|encryptionkey)|authorization|codeverifier|sessionid)$/;
const harmless = new Set(["inputtokens", "outputtokens", "totaltokens", "maxtokens", "hastoken"]);

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "$1 [redacted]"],
  [/\b(?:sk|pk|rk|ghp|gho|github_pat|xox[abps]|glpat)[-_][\w-]{10,}/g, "[redacted]"],
  [/\bperin_[\w-]{20,}/g, "[redacted]"],
  [/\b(?:ya29\.|AIza|AKIA)[\w-]{10,}/g, "[redacted]"],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, "[redacted]"],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]+):[^\s@]+@/gi, "$1:[redacted]@"],
  [/([?&](?:token|code|state|key|secret|password|access_token|refresh_token)=)[^&\s"]+/gi, "$1[redacted]"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "[email]"],
];

const depthMax = 6;
const textMax = 4_000;

/** The same person gives the same twelve digits, from which nobody gets back to the person. */
export const hashUserId = (userId: string): string => createHash("sha256").update(`perin:${userId}`).digest("hex").slice(0, 12);

export const redactText = (text: string): string =>
  patterns.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text.length > textMax ? `${text.slice(0, textMax)}…` : text);

const isError = (value: object): value is Error & { code?: unknown } => Object.prototype.toString.call(value) === "[object Error]" || value instanceof Error;

const errorFields = (error: Error & { code?: unknown }): Record<string, unknown> => ({
  name: error.name,
  ...(error.code === undefined ? {} : { code: error.code }),
  message: error.message,
  stack: error.stack,
  ...(error.cause === undefined ? {} : { cause: error.cause }),
});

const redactEntry = (name: string, value: unknown, depth: number): readonly [string, unknown] => {
  const plain = name.toLowerCase().replace(/[_-]/g, "");
  if (plain === "userid" && typeof value === "string") return ["userIdHash", hashUserId(value)];
  if (secretField.test(plain) && !harmless.has(plain)) return [name, value === undefined || value === null ? value : "[redacted]"];
  return [name, redact(value, depth)];
};

/** A copy of any value that is safe to write down; cycles and deep trees are cut. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= depthMax) return "[…]";
  if (isError(value)) return redact(errorFields(value), depth + 1);
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  if ("toJSON" in value && typeof value.toJSON === "function") return redact((value.toJSON as () => unknown)(), depth + 1);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => redactEntry(name, item, depth + 1)));
};
