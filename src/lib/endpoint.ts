/** One declaration per endpoint: the route validates with it, the OpenAPI document renders it, the browser calls it. */
import { z } from "zod";

// In the browser zod would try `new Function`, which our content security policy reports; every contract comes through here first.
if ("window" in globalThis) z.config({ jitless: true });

export type Method = "get" | "post" | "put" | "patch" | "delete";

/**
 * Who may call: a signed-in owner or their API key (the verb asks for the scope); a signed-in owner in person; an API key
 * only; the holder of a link; the operator; anybody.
 */
export type Auth = "session" | "person" | "apiKey" | "link" | "operator" | "public";

/** Which bucket of the rate limits a call is counted in. */
export const limitClasses = ["read", "write", "chat", "sign-in", "model-test", "visitor"] as const;
export type LimitClass = (typeof limitClasses)[number] | "none";

export interface Endpoint<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, Who extends Auth = Auth> {
  readonly method: Method;
  /** Path parameters in braces: "/api/events/{eventId}". They are part of `input`, by name. */
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly auth: Who;
  readonly limit?: LimitClass;
  /** How large its body may be, where 1 MB isn't enough. */
  readonly bodyBytesMax?: number;
  /** One object schema for path parameters, query (GET, DELETE) and body (POST, PUT, PATCH) together. */
  readonly input: Input;
  readonly output: Output;
  /** "stream" answers with server-sent events instead of JSON, "redirect" sends a browser elsewhere. */
  readonly answers?: "json" | "stream" | "redirect";
}

export const endpoint = <Input extends z.ZodType, Output extends z.ZodType, const Who extends Auth>(
  declaration: Endpoint<Input, Output, Who>,
): Endpoint<Input, Output, Who> => declaration;
