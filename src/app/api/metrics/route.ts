/** Numbers for Prometheus. Not on `route()`: it must answer while the database and the session store are away. */
import { notAllowed, nothingHere, refused } from "@/app/_composition/route";
import { config } from "@/lib/config";
import { carriesToken } from "@/lib/http/bearer";
import { exposeMetrics } from "@/lib/metrics";

export const dynamic = "force-dynamic";

/** Without METRICS_TOKEN there is nothing at this address. Errors: identity/unauthenticated. */
export const GET = async (request: Request): Promise<Response> => {
  const { METRICS_TOKEN, METRICS_EXPORTERS } = config();
  if (METRICS_TOKEN === undefined || !METRICS_EXPORTERS.includes("prometheus")) return nothingHere();
  if (!carriesToken(request, METRICS_TOKEN)) return refused("identity/unauthenticated", { "www-authenticate": "Bearer" });
  return exposeMetrics();
};
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
