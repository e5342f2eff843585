/** Path, query and body become one object, and zod looks at it once. */
import type { z } from "zod";
import type { Endpoint } from "@/lib/endpoint";
import { AppError, type Issue } from "@/lib/errors";
import { inputWords } from "./input-words";
import { readJsonBody } from "./read-body";

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AppError("request/invalid", { cause, issues: [{ path: [], message: "The address isn't encoded right" }] });
  }
};

/** Values of "{name}" segments, read from the address itself. */
const pathParameters = (template: string, pathname: string): Record<string, string> => {
  const given = pathname.split("/");
  return Object.fromEntries(
    template.split("/").flatMap((segment, index) => (segment.startsWith("{") ? [[segment.slice(1, -1), decoded(given[index] ?? "")]] : [])),
  );
};

/** A name given more than once becomes a list. */
const queryParameters = (search: URLSearchParams): Record<string, unknown> =>
  Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );

const bodyParameters = async (request: Request, bytesMax: number | undefined): Promise<object> => {
  const body = await readJsonBody(request, bytesMax);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new AppError("request/invalid", { issues: [{ path: [], message: "The body must be a JSON object" }] });
};

/** What no text column can keep: a NUL, and half of a surrogate pair. */
const isKeepable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

/** Where the first text or name that can't be kept stands; null when all can. Asked after parsing: what a field strips by itself is nobody's fault. */
const findUnkeepable = (value: unknown, path: readonly (string | number)[] = []): Issue["path"] | null => {
  if (typeof value === "string") return isKeepable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = isKeepable(name) ? findUnkeepable(inner, [...path, Array.isArray(value) ? Number(name) : name]) : path;
    if (found !== null) return found;
  }
  return null;
};

/** Also for verbs that are called past HTTP. */
export const toIssues = (error: z.ZodError): Issue[] =>
  error.issues.slice(0, 50).map((issue) => ({ path: issue.path.map((part) => (typeof part === "number" ? part : String(part))), message: issue.message }));

/** The endpoint's parsed input. Errors: request/invalid with issues, request/malformed-json, request/too-large. */
export const readInput = async <E extends Pick<Endpoint, "method" | "path" | "input" | "bodyBytesMax">>(
  declaration: E,
  request: Request,
): Promise<z.output<E["input"]>> => {
  const url = new URL(request.url);
  const rest =
    declaration.method === "get" || declaration.method === "delete"
      ? queryParameters(url.searchParams)
      : await bodyParameters(request, declaration.bodyBytesMax);
  const parsed = declaration.input.safeParse({ ...rest, ...pathParameters(declaration.path, url.pathname) }, inputWords);
  if (!parsed.success) throw new AppError("request/invalid", { issues: toIssues(parsed.error) });
  const unkeepable = findUnkeepable(parsed.data);
  if (unkeepable !== null) throw new AppError("request/invalid", { issues: [{ path: unkeepable, message: "Leave out the character that can't be kept" }] });
  return parsed.data as z.output<E["input"]>;
};
