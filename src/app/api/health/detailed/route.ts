/**
 * The plan's health check. Everybody gets exactly its fields; the operator, and who carries HEALTH_TOKEN or METRICS_TOKEN, also
 * get latencies and reasons. Answers `GET()` without a request, too.
 */
import { runChecks, summarise } from "../checks";
import { notAllowed } from "@/app/_composition/route";
import { config } from "@/lib/config";
import { carriesToken } from "@/lib/http/bearer";
import { findSignedIn } from "@/lib/identity/service";

export const dynamic = "force-dynamic";

/** A token also opens while the database, and with it every session, is away. */
const mayKnowWhy = async (request: Request, databaseAnswers: boolean): Promise<boolean> => {
  if (carriesToken(request, config().HEALTH_TOKEN, config().METRICS_TOKEN)) return true;
  if (!databaseAnswers || !request.headers.has("cookie")) return false;
  return findSignedIn(request.headers).then(
    (signedIn) => signedIn?.role === "operator",
    () => false,
  );
};

export const GET = async (request?: Request): Promise<Response> => {
  const checks = await runChecks();
  const health = summarise(checks, new Date().toISOString());
  const open = request !== undefined && (await mayKnowWhy(request, checks.database.state === "healthy"));
  const body = open ? { ...health, details: checks } : health;
  return Response.json(body, { status: health.status === "healthy" ? 200 : 503, headers: { "cache-control": "no-store" } });
};
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
