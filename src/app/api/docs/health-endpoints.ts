/** What is asked by machines that watch Perin. None of it runs on `route()`: it must answer while the session store is away. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

const state = z.enum(["healthy", "unhealthy"]);
const nothing = z.strictObject({});

export const liveEndpoint = endpoint({
  method: "get",
  path: "/api/health/live",
  summary: "Is the process alive",
  auth: "public",
  limit: "none",
  input: nothing,
  output: z.object({ status: z.literal("healthy") }),
});

export const readyEndpoint = endpoint({
  method: "get",
  path: "/api/health/ready",
  summary: "May requests be sent here; 503 while the database is away",
  auth: "public",
  limit: "none",
  input: nothing,
  output: z.object({ status: state, checks: z.object({ database: state }) }),
});

export const detailedEndpoint = endpoint({
  method: "get",
  path: "/api/health/detailed",
  summary: "Each part's health; 503 when one is unhealthy. The operator, and a bearer of HEALTH_TOKEN, also get latencies and reasons",
  auth: "public",
  limit: "none",
  input: nothing,
  output: z.object({
    status: state,
    timestamp: z.iso.datetime(),
    checks: z.object({ database: state, ai_circuit: state, google_api: state }),
    version: z.string(),
    environment: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

export const metricsEndpoint = endpoint({
  method: "get",
  path: "/api/metrics",
  summary: "Numbers in the Prometheus text format, for a bearer of METRICS_TOKEN; 404 where no token is configured",
  auth: "public",
  limit: "none",
  input: nothing,
  output: z.string(),
});

export const monitoringEndpoint = endpoint({
  method: "post",
  path: "/api/monitoring",
  summary: "A Sentry envelope from a browser of ours, cleaned and sent on; 404 where no Sentry project is configured",
  auth: "public",
  limit: "none",
  input: z.object({}),
  output: z.object({}),
});
