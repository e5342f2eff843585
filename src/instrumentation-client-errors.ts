/** Sentry in the browser, loaded after the page and only where one is configured. Reports go to our own address, which cleans them. */
import { captureException, init } from "@sentry/nextjs";

interface Settings {
  readonly dsn: string;
  readonly release: string;
  readonly environment: string;
  readonly tracesSampleRate: number;
}

/** What people click, type and read is nobody's business: no breadcrumbs, no sessions, no console. */
const errorsOnly = new Set([
  "EventFilters",
  "InboundFilters",
  "FunctionToString",
  "BrowserApiErrors",
  "GlobalHandlers",
  "LinkedErrors",
  "Dedupe",
  "NextjsClientStackFrameNormalization",
]);

/** `early` holds what happened before this was here. */
export const reportErrors = (settings: string, early: readonly unknown[]): void => {
  const { dsn, release, environment, tracesSampleRate } = JSON.parse(settings) as Settings;
  init({
    dsn,
    release,
    environment,
    tracesSampleRate,
    traceLifecycle: "static",
    tunnel: "/api/monitoring",
    sendClientReports: false,
    maxBreadcrumbs: 0,
    integrations: (all) => all.filter(({ name }) => errorsOnly.has(name) || (tracesSampleRate > 0 && name === "BrowserTracing")),
  });
  for (const error of early) captureException(error);
};
