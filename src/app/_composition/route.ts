/**
 * The one road into the house over HTTP: every API route is `route(declaration, handler)`. Who asks, from where, how
 * often, with what: settled here, in this order, so that a handler only calls a verb.
 */
import type { z } from "zod";
import type { Auth, Endpoint } from "@/lib/endpoint";
import { AppError, type ErrorCode } from "@/lib/errors";
import { clientAddress, toLimitKey } from "@/lib/http/client-address";
import { countRequest, limitClassOf } from "@/lib/http/limits";
import { problem, toAppError } from "@/lib/http/problem";
import { readInput } from "@/lib/http/read-input";
import { requireSameOrigin } from "@/lib/http/same-origin";
import type { Actor } from "@/lib/identity/contracts";
import { answerOnce, findCaller, hasApiKey, type SignedIn } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { logger, withRequestContext } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";
import { inRequestSpan, traceIdOf } from "@/lib/telemetry";

/** A public endpoint and the holder of a link may come without an account; everywhere else there is an actor. */
type ActorOf<Who extends Auth> = Who extends "public" | "link" ? Actor | null : Actor;

export interface Call<E extends Endpoint> {
  readonly input: z.output<E["input"]>;
  readonly actor: ActorOf<E["auth"]>;
  readonly request: Request;
  readonly requestId: string;
  /** The Idempotency-Key header, 1 to 200 characters. */
  readonly idempotencyKey?: string;
  /** Headers of the answer, for the few who set cookies. */
  readonly headers: Headers;
}

interface Ids {
  readonly requestId: string;
  readonly traceId: string;
}

type Handler<E extends Endpoint> = (call: Call<E>) => Promise<z.input<E["output"]> | Response>;
export type RouteHandler = (request: Request, context?: unknown) => Promise<Response>;

/** Errors: identity/unauthenticated, identity/api-key-invalid, identity/person-needed, identity/forbidden. */
const admit = (auth: Auth, signedIn: SignedIn | null, headers: Headers): Actor | null => {
  if (signedIn === null && hasApiKey(headers)) throw new AppError("identity/api-key-invalid");
  if (auth === "public" || auth === "link") return signedIn?.actor ?? null;
  if (signedIn === null) throw new AppError("identity/unauthenticated");
  const byKey = signedIn.actor.via === "api-key";
  if (auth === "apiKey" && !byKey) throw new AppError("identity/unauthenticated", { publicMessage: "This address takes an API key." });
  if ((auth === "person" || auth === "operator") && byKey) throw new AppError("identity/person-needed");
  if (auth === "operator" && signedIn.role !== "operator") throw new AppError("identity/forbidden");
  return signedIn.actor;
};

const idempotencyKeyOf = (request: Request): { idempotencyKey?: string } => {
  const key = request.headers.get("idempotency-key");
  if (key === null) return {};
  if (key.length > 200 || key.trim() === "")
    throw new AppError("request/invalid", { issues: [{ path: ["Idempotency-Key"], message: "Take 1 to 200 characters" }] });
  return { idempotencyKey: key };
};

/** A handler's own answer (a stream, a file), whose headers may be closed to us. */
const withHeaders = (answer: Response, headers: Headers): Response => {
  const merged = new Headers(answer.headers);
  for (const [name, value] of headers) if (name !== "set-cookie") merged.set(name, value);
  for (const cookie of headers.getSetCookie()) merged.append("set-cookie", cookie);
  if (!merged.has("cache-control")) merged.set("cache-control", "no-store");
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers: merged });
};

const answered = (declaration: Endpoint, result: unknown, headers: Headers): Response => {
  if (result instanceof Response) return withHeaders(result, headers);
  const parsed = declaration.output.safeParse(result);
  if (!parsed.success) throw new AppError("internal/unexpected", { message: `${declaration.path} answered something it didn't declare`, cause: parsed.error });
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  return Response.json(parsed.data, { headers });
};

/** One line and one number per request. */
const log = (declaration: Endpoint, status: number, startedAtMs: number, error?: AppError): void => {
  const tookMs = performance.now() - startedAtMs;
  MetricsCollector.record({
    name: "http_request_ms",
    value: tookMs,
    tags: { area: declaration.path.split("/")[2] ?? "", status: `${Math.floor(status / 100)}xx` },
  });
  const line = {
    method: declaration.method.toUpperCase(),
    path: declaration.path,
    status,
    durationMs: Math.round(tookMs),
    ...(error === undefined ? {} : { code: error.code }),
  };
  if (error !== undefined && status >= 500) logger.error("request failed", { ...line, error });
  else logger.http("request", line);
};

const serve = async <E extends Endpoint>(declaration: E, handle: Handler<E>, request: Request, { requestId, traceId }: Ids): Promise<Response> => {
  const headers = new Headers({ "x-request-id": requestId });
  const startedAtMs = performance.now();
  try {
    requireSameOrigin(request);
    const signedIn = await findCaller(request.headers);
    // Who holds a link is counted by address, signed in or not.
    const byAddress = declaration.limit === "sign-in" || declaration.auth === "link" || signedIn === null;
    const caller = byAddress ? toLimitKey(clientAddress(request.headers)) : signedIn.actor.userId;
    await countRequest(limitClassOf(declaration), caller, headers);
    const actor = admit(declaration.auth, signedIn, request.headers) as ActorOf<E["auth"]>;
    return await withRequestContext({ requestId, traceId, ...(signedIn === null ? {} : { userId: signedIn.actor.userId }) }, async () => {
      const input = await readInput(declaration, request);
      const answer = answered(declaration, await handle({ input, actor, request, requestId, headers, ...idempotencyKeyOf(request) }), headers);
      log(declaration, answer.status, startedAtMs);
      return answer;
    });
  } catch (thrown) {
    const error = toAppError(thrown);
    const answer = problem(error, requestId, headers, traceId);
    log(declaration, answer.status, startedAtMs, error);
    return answer;
  }
};

/** One id from the caller's trace to the log and the problem; everything below belongs to it. */
const traced = <E extends Endpoint>(declaration: E, handle: Handler<E>, request: Request): Promise<Response> => {
  const requestId = newId();
  const ids = { requestId, traceId: traceIdOf(request.headers, requestId) };
  const method = declaration.method.toUpperCase();
  const attributes = { "http.request.method": method, "http.route": declaration.path, "perin.request_id": requestId };
  return inRequestSpan(`${method} ${declaration.path}`, request.headers, requestId, { attributes }, (span) =>
    withRequestContext(ids, async () => {
      const answer = await serve(declaration, handle, request, ids);
      span.set({ "http.response.status_code": answer.status });
      if (answer.status >= 500) span.fail(new AppError("internal/unexpected"));
      return answer;
    }),
  );
};

/**
 * Turns an endpoint and a handler into a Next.js route: request id, same-origin check, session, limits, body, validation,
 * output check, one log line, errors as problem+json. A Response from the handler (a stream) passes through.
 */
export const route =
  <E extends Endpoint>(declaration: E, handle: Handler<E>): RouteHandler =>
  (request) =>
    traced(declaration, handle, request);

/** For verbs that don't look at the key themselves: twice with one Idempotency-Key is once. */
export const onlyOnce =
  <E extends Endpoint<z.ZodType, z.ZodType, "session" | "person">, T extends object>(handle: (call: Call<E>) => Promise<T>): ((call: Call<E>) => Promise<T>) =>
  (call) => {
    const { actor, input, request, idempotencyKey } = call;
    if (idempotencyKey === undefined) return handle(call);
    return answerOnce(actor, `${request.method} ${new URL(request.url).pathname}`, idempotencyKey, input, () => handle(call));
  };

type MethodName = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * The methods an address doesn't take, as problem+json with an Allow header: Next.js alone would answer an empty 405.
 * Use: `export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST")`.
 */
export const notAllowed = (...allowed: readonly MethodName[]): Record<MethodName, () => Response> => {
  const refuse = (): Response => refused("request/method-not-allowed", { allow: allowed.join(", ") });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
};

/** The answer for an error at an address that doesn't run on `route()`. */
export const refusal = (thrown: unknown, headers: Readonly<Record<string, string>> = {}): Response => {
  const requestId = newId();
  return problem(toAppError(thrown), requestId, new Headers({ ...headers, "x-request-id": requestId }));
};

export const refused = (code: ErrorCode, headers: Readonly<Record<string, string>> = {}): Response => refusal(new AppError(code), headers);

/** The answer at an address of the API where nothing is. */
export const nothingHere = (): Response => refused("request/not-found");
