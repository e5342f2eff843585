/** The API's description (OpenAPI 3.1), one for the address, the page at /docs and the committed openapi.json. */
import { z } from "zod";
import { endpoints } from "@/app/_composition/endpoints";
import type { ApiDocument } from "@/components/docs/operations";
import { endpoint, type Endpoint } from "@/lib/endpoint";
import { renderOpenApi } from "@/lib/http/openapi";
import { detailedEndpoint, liveEndpoint, metricsEndpoint, monitoringEndpoint, readyEndpoint } from "./health-endpoints";

export const docsEndpoint = endpoint({
  method: "get",
  path: "/api/docs",
  summary: "This description",
  auth: "public",
  input: z.strictObject({}),
  output: z.record(z.string(), z.unknown()),
});

const byAddress = (a: Endpoint, b: Endpoint): number => (a.path === b.path ? 0 : a.path < b.path ? -1 : 1);

/** Sorted by address, so that the committed file changes only where the API does. */
export const describedEndpoints: readonly Endpoint[] = [
  ...endpoints,
  docsEndpoint,
  liveEndpoint,
  readyEndpoint,
  detailedEndpoint,
  metricsEndpoint,
  monitoringEndpoint,
].sort(byAddress);

/** A health check says "unhealthy" in its own words, not as a problem. */
const withHealthAnswers = (document: ApiDocument): ApiDocument => {
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const get = operations.get;
    if (!path.startsWith("/api/health/") || get === undefined) return [path, operations] as const;
    const healthy = get.responses[200] ?? {};
    const responses = path === liveEndpoint.path ? { 200: healthy } : { 200: healthy, 503: { ...healthy, description: "Unhealthy" } };
    return [path, { get: { ...get, responses } }] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
};

/** Numbers come as text. */
const withTextAnswers = (document: ApiDocument): ApiDocument => {
  const get = document.paths[metricsEndpoint.path]?.get;
  if (get === undefined) return document;
  const text = { description: "Prometheus text exposition", content: { "text/plain": { schema: { type: "string" } } } };
  const operation = { ...get, responses: { ...get.responses, 200: text } };
  return { ...document, paths: { ...document.paths, [metricsEndpoint.path]: { get: operation } } };
};

/** The API's own version: it is counted apart from the releases that serve it. */
const info = {
  title: "Perin AI API",
  version: "2.0.0",
  description: "What a person's assistant does, for programs: calendar, mail, to-dos, memories, links, integrations and the conversation itself.",
};

interface Here {
  /** Where the API is called; this server unless told. */
  readonly server?: string | undefined;
  /** The cookie's name as this server sets it; without one, as a server without https does. */
  readonly sessionCookie?: string | undefined;
}

/** Drawing it takes a third of a second, and anybody may ask: each is drawn once. */
const drawn = new Map<string, ApiDocument>();

export const describeApi = (here: Here = {}): ApiDocument => {
  const name = JSON.stringify([here.server, here.sessionCookie]);
  const document = drawn.get(name) ?? withTextAnswers(withHealthAnswers(renderOpenApi(describedEndpoints, info, here) as unknown as ApiDocument));
  drawn.set(name, document);
  return document;
};
