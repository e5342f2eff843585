/** Every operation of the API as something that can be called, found from the declarations: a new endpoint is in it by itself. */
import { z } from "zod";
import { describedEndpoints } from "@/app/api/docs/document";
import type { Endpoint } from "@/lib/endpoint";
import { exampleOf } from "@/lib/http/example";
import { jsonRequest } from "./accounts";

export const operations: readonly Endpoint[] = describedEndpoints;
export const addressOf = ({ method, path }: Endpoint): string => `${method} ${path}`;
export const pathNames = ({ path }: Endpoint): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

type Handlers = Record<string, (request: Request) => Promise<Response>>;

const routeFile = ({ path }: Endpoint): string => `@/app${path.replaceAll(/\{(\w+)\}/g, "[$1]")}/route`;

/** The handler itself, as Next.js would call it. */
export const handlerOf = async (operation: Endpoint): Promise<(request: Request) => Promise<Response>> => {
  const handlers = (await import(routeFile(operation))) as Handlers;
  const handler = handlers[operation.method.toUpperCase()];
  if (!handler) throw new Error(`${addressOf(operation)} has no handler`);
  return handler;
};

export type Input = Record<string, unknown>;

/** An input that the declaration takes, as far as one can be thought of. */
export const exampleInput = ({ input }: Endpoint): Input =>
  (exampleOf(z.toJSONSchema(input, { io: "input", unrepresentable: "any", target: "draft-2020-12" }), "required") ?? {}) as Input;

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The request for an input: path, query and body where they belong. */
export const requestFor = (operation: Endpoint, input: Input, headers: Record<string, string> = {}): Request => {
  const names = pathNames(operation);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asText(input[name] ?? "")));
  const rest = Object.entries(input).filter(([name]) => !names.includes(name));
  if (operation.method !== "get" && operation.method !== "delete")
    return jsonRequest(path, { method: operation.method.toUpperCase(), body: Object.fromEntries(rest), headers });
  const search = new URLSearchParams(
    rest.flatMap(([name, value]) => (Array.isArray(value) ? value.map((each) => [name, asText(each)]) : value === undefined ? [] : [[name, asText(value)]])),
  );
  return jsonRequest(search.size === 0 ? path : `${path}?${search.toString()}`, { method: operation.method.toUpperCase(), headers });
};

export interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly tookMs: number;
  /** Parsed where it is JSON; null for streams and files. */
  readonly body: unknown;
}

const isStream = (response: Response): boolean => !/json/.test(response.headers.get("content-type") ?? "");

/** Calls it in this process. A stream is looked at, not listened to. */
export const answerOf = async (handler: (request: Request) => Promise<Response>, request: Request): Promise<Answered> => {
  const startedMs = performance.now();
  const response = await handler(request);
  const body: unknown = isStream(response) ? await response.body?.cancel().then(() => null) : await response.json();
  return { status: response.status, contentType: response.headers.get("content-type") ?? "", tookMs: performance.now() - startedMs, body: body ?? null };
};

const ProblemSchema = z.looseObject({
  type: z.string().regex(/^\/docs\/errors\/[a-z-]+\/[a-z-]+$/),
  title: z.string().min(1),
  status: z.number().int(),
  detail: z.string().min(1),
  requestId: z.string().min(1),
});

/** What is wrong with an answer; empty when it is as the description says. */
export const faultsOf = (operation: Endpoint, { status, contentType, body }: Answered): string[] => {
  if (operation.path.startsWith("/api/health/") && status === 503)
    return operation.output.safeParse(body).success ? [] : ["unhealthy, but not in its own words"];
  if (status >= 400) {
    const problem = ProblemSchema.safeParse(body);
    return [
      ...(status >= 500 ? [`answers ${status}: ${JSON.stringify(body)}`] : []),
      ...(contentType.startsWith("application/problem+json") ? [] : [`${status} comes as ${contentType}`]),
      ...(problem.success && problem.data.status === status ? [] : [`${status} isn't a problem: ${JSON.stringify(body)}`]),
    ];
  }
  if (status === 204 && operation.answers === "stream" && operation.method === "get") return [];
  if (status !== 200) return status >= 300 && status < 400 ? [] : [`answers ${status}, which isn't described`];
  if (operation.answers !== undefined && operation.answers !== "json") return [];
  const parsed = operation.output.safeParse(body);
  return parsed.success ? [] : [`answers something else than it declares: ${parsed.error.message.slice(0, 300)}`];
};
