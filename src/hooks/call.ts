/** The browser's way to an endpoint: typed by its declaration, failing with the server's own words. Knows zod by its types only. */
import type { z } from "zod";
import type { Endpoint } from "@/lib/endpoint";
import { fetchOwn } from "./own-requests";

export interface ProblemIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface ProblemBody {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly issues?: readonly ProblemIssue[];
}

/** What went wrong, for the reader. `status` 0 means that no answer came. */
export class ProblemError extends Error {
  /** Error code, as in docs/errors: "request/invalid". */
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  /** Seconds to wait before trying again; null when the server didn't say. */
  readonly retryAfter: number | null;
  readonly issues: readonly ProblemIssue[];

  constructor(
    readonly status: number,
    body: ProblemBody,
    retryAfter: number | null = null,
    /** The whole answer, for members of its own. */ readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    const detail = body.detail ?? "Something went wrong. Try again in a moment.";
    super(detail);
    this.name = "ProblemError";
    this.code = body.type?.replace(/^\/docs\/errors\//, "") ?? "internal/unexpected";
    this.detail = detail;
    this.requestId = body.requestId ?? null;
    this.retryAfter = retryAfter;
    this.issues = body.issues ?? [];
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

type Declared = Pick<Endpoint, "method" | "path">;

const addressOf = ({ method, path }: Declared, input: Readonly<Record<string, unknown>>): { url: string; rest: Record<string, unknown> } => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !path.includes(`{${name}}`)));
  if (method !== "get" && method !== "delete") return { url: filled, rest };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== null) for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  return { url: search.size === 0 ? filled : `${filled}?${search.toString()}`, rest: {} };
};

const unreachable = (cause: unknown): ProblemError => {
  const error = new ProblemError(0, { type: "/docs/errors/request/unreachable", detail: "Perin can't be reached. Check the connection and try again." });
  error.cause = cause;
  return error;
};

const failure = async (response: Response): Promise<ProblemError> => {
  const body = (await response.json().catch(() => ({}))) as Writable<ProblemBody> & Record<string, unknown>;
  // The page was drawn for somebody who was signed in: what is new to them is that they no longer are.
  if (body.type === "/docs/errors/identity/unauthenticated")
    body.detail = "You are signed out. Sign in again in another tab, then try once more here: what you wrote stays.";
  const seconds = Number(response.headers.get("retry-after"));
  return new ProblemError(response.status, body, seconds > 0 ? seconds : null, body);
};

const send = (method: string, url: string, body: string | null, { signal, idempotencyKey }: CallOptions): Promise<Response> =>
  (method === "GET" ? fetch : fetchOwn)(url, {
    method,
    headers: {
      accept: "application/json",
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    },
    body,
    signal: signal ?? null,
  }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : unreachable(error);
  });

type Call = {
  /** Input and output follow from the declaration. */
  <Input extends z.ZodType, Output extends z.ZodType>(
    endpoint: Endpoint<Input, Output>,
    input: z.input<Input>,
    options?: CallOptions,
  ): Promise<z.output<Output>>;
  /** For pages that mustn't load zod: method and path alone, with the declaration as a type argument. */
  <E extends Endpoint>(endpoint: Pick<E, "method" | "path">, input: z.input<E["input"]>, options?: CallOptions): Promise<z.output<E["output"]>>;
};

/** Calls an endpoint with JSON. Errors: ProblemError; an AbortError when `signal` fires. */
export const call: Call = async (endpoint: Declared, input: unknown, options: CallOptions = {}): Promise<never> => {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>);
  const reads = endpoint.method === "get" || endpoint.method === "delete";
  const response = await send(endpoint.method.toUpperCase(), url, reads ? null : JSON.stringify(rest), options);
  if (!response.ok) throw await failure(response);
  return (await response.json()) as never;
};
