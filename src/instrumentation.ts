/** Runs once when a server process starts, before its first request. */
import type { Instrumentation } from "next";

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { openHouse, refuseToStart } = await import("./instrumentation-node");
    await openHouse().catch(refuseToStart);
  }
  // Nothing of ours runs there today; whoever adds an edge route finds its errors reported.
  if (process.env.NEXT_RUNTIME === "edge" && process.env.SENTRY_DSN) {
    const { reportFromEdge } = await import("./instrumentation-edge");
    reportFromEdge(process.env.SENTRY_DSN);
  }
}

/** An error while a page was drawn: into the log, and with it to whoever keeps errors. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logPageError } = await import("./instrumentation-node");
  logPageError(error, { page: routePath, part: routeType });
};
