/** Renders OpenAPI 3.1 from the same declarations the routes run on, so the two cannot disagree. */
import { z } from "zod";
import type { Auth, Endpoint } from "@/lib/endpoint";
import { exampleOf } from "./example";

type Json = Record<string, unknown>;
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
  return rest;
};

const securityOf: Readonly<Record<Auth, readonly Json[]>> = {
  session: [{ session: [] }, { bearerAuth: [] }],
  person: [{ session: [] }],
  operator: [{ session: [] }],
  apiKey: [{ bearerAuth: [] }],
  link: [],
  public: [],
};

const parameter =
  (place: "path" | "query", input: ObjectSchema) =>
  (name: string): Json => ({ name, in: place, required: place === "path" || input.required?.includes(name) === true, schema: input.properties?.[name] ?? {} });

const without = (input: ObjectSchema, names: readonly string[]): Json => ({
  ...input,
  properties: Object.fromEntries(Object.entries(input.properties ?? {}).filter(([name]) => !names.includes(name))),
  required: (input.required ?? []).filter((name) => !names.includes(name)),
});

/** Stable across releases, unique by construction: "get /api/events/{ref}" -> "getEventsByRef". */
const operationId = ({ method, path }: Endpoint): string =>
  method +
  path
    .slice("/api/".length)
    .split(/[/-]/)
    .map((part) => (part.startsWith("{") ? `By${part.charAt(1).toUpperCase()}${part.slice(2, -1)}` : part.charAt(0).toUpperCase() + part.slice(1)))
    .join("");

const withExample = (schema: Json, which: "all" | "required"): Json => {
  const example = exampleOf(schema, which);
  return example === undefined ? { schema } : { schema, example };
};

const success = ({ answers, output }: Endpoint): Json =>
  answers === "redirect"
    ? { description: "Elsewhere", headers: { location: { schema: { type: "string" } } } }
    : answers === "stream"
      ? { description: "Server-sent events", content: { "text/event-stream": { schema: { type: "string" } } } }
      : { description: "OK", content: { "application/json": withExample(schemaOf(output, "output"), "all") } };

const problemOf = (description: string): Json => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const problemsOf = ({ auth, method, path }: Endpoint): Json => ({
  400: problemOf("The input isn't right"),
  ...(securityOf[auth].length > 0 ? { 401: problemOf("Not signed in") } : {}),
  ...(method === "get" && auth !== "operator" ? {} : { 403: problemOf("Not allowed") }),
  ...(path.includes("{") ? { 404: problemOf("Not found, or somebody else's") } : {}),
  ...(method === "get" ? {} : { 409: problemOf("Conflict with what is there"), 413: problemOf("Larger than 1 MB") }),
  429: problemOf("Too many requests"),
  default: problemOf("Any other error"),
});

const operation = (declaration: Endpoint): Json => {
  const { method, path, summary, auth } = declaration;
  const input = schemaOf(declaration.input, "input") as ObjectSchema;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const reads = method === "get" || method === "delete";
  const query = reads ? Object.keys(input.properties ?? {}).filter((name) => !names.includes(name)) : [];
  return {
    operationId: operationId(declaration),
    summary,
    tags: [path.split("/")[2] ?? "api"],
    security: securityOf[auth],
    parameters: [...names.map(parameter("path", input)), ...query.map(parameter("query", input))],
    ...(reads ? {} : { requestBody: { required: true, content: { "application/json": withExample(without(input, names), "required") } } }),
    responses: {
      [declaration.answers === "redirect" ? 302 : 200]: success(declaration),
      // Following something that isn't being said just now.
      ...(declaration.answers === "stream" && method === "get" ? { 204: { description: "Nothing to follow" } } : {}),
      ...problemsOf(declaration),
    },
  };
};

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    requestId: z.string(),
    traceId: z.string().optional(),
    issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })).optional(),
  })
  .meta({
    examples: [
      {
        type: "/docs/errors/request/invalid",
        title: "Not right",
        status: 400,
        detail: "The request isn't right. Correct the fields named and send it again.",
        requestId: "019aaf3e-5a10-7c21-b5a4-2f8d6e0c1b47",
        traceId: "019aaf3e5a107c21b5a42f8d6e0c1b47",
        issues: [{ path: ["start"], message: "Invalid ISO datetime" }],
      },
    ],
  });

/** `server` is the address the API is called at; `sessionCookie` is the cookie's name as this server sets it. */
export const renderOpenApi = (
  endpoints: readonly Endpoint[],
  info: { readonly title: string; readonly version: string; readonly description: string },
  { server = "/", sessionCookie = "perin.session_token" }: { readonly server?: string | undefined; readonly sessionCookie?: string | undefined } = {},
): Json => {
  const paths: Record<string, Json> = {};
  for (const declaration of endpoints) (paths[declaration.path] ??= {})[declaration.method] = operation(declaration);
  return {
    openapi: "3.1.0",
    info: { ...info, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: server, description: "API Server" }],
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemSchema, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: sessionCookie },
        bearerAuth: {
          type: "http",
          scheme: "bearer",
          description: "An API key of the owner, perin_…, made under Settings, Security; it may do what its scopes say",
        },
      },
    },
  };
};
