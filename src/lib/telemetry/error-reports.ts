/** Errors of this process for Sentry, or what speaks its protocol. Nothing of it is loaded without SENTRY_DSN. */
import { config, processWide, version } from "@/lib/config";
import { hashUserId, onErrorLogged, requestContext } from "@/lib/logger";
import { scrubEvent } from "./scrub-event";

interface Reports {
  readonly flush: (timeoutMs: number) => Promise<unknown>;
  readonly close: (timeoutMs: number) => Promise<unknown>;
}
const { get: slot } = processWide<{ reports?: Reports }>("telemetry.errors", () => ({}));

/** A storm of errors is one error: more than these a minute say nothing new. */
const perMinuteMax = 60;

const createBrake = () => {
  let minute = 0;
  let sent = 0;
  return (nowMs: number): boolean => {
    const now = Math.floor(nowMs / 60_000);
    if (now !== minute) [minute, sent] = [now, 0];
    sent += 1;
    return sent <= perMinuteMax;
  };
};

/** What failed because somebody asked for nonsense, or because a service is away, is counted and not reported. */
const isNews = (error: unknown): boolean => {
  const kind = (error as { kind?: unknown } | null)?.kind;
  return kind === undefined || kind === "internal";
};

/** Errors that Perin wraps are reported as what they were. */
const rootOf = (error: unknown): unknown => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return code === "internal/unexpected" && cause !== undefined ? cause : error;
};

/** Integrations that look at people or at the network stay out; timing ones come only with a sample rate. */
const unwanted = new Set([
  "Console",
  "RequestData",
  "Context",
  "LocalVariables",
  "LocalVariablesAsync",
  "ProcessSession",
  "Breadcrumbs",
  "SessionTiming",
  "ContextLines",
]);
const errorsOnly = new Set([
  "EventFilters",
  "InboundFilters",
  "FunctionToString",
  "LinkedErrors",
  "NodeSystemError",
  "OnUncaughtException",
  "OnUnhandledRejection",
]);

export const sentryRelease = (): string => config().SENTRY_RELEASE ?? version();
export const sentryEnvironment = (): string => config().SENTRY_ENVIRONMENT ?? config().NODE_ENV;

/** Starts reporting every error that is logged, and those nobody caught; true if SENTRY_DSN is set. */
export const startErrorReports = async (): Promise<boolean> => {
  const { SENTRY_DSN: dsn, SENTRY_TRACES_SAMPLE_RATE: rate } = config();
  if (dsn === undefined) return false;
  if (slot().reports) return true;
  const Sentry = await import("@sentry/nextjs");
  const mayReport = createBrake();
  Sentry.init({
    dsn,
    release: sentryRelease(),
    environment: sentryEnvironment(),
    tracesSampleRate: rate,
    enableOpenTelemetrySetup: rate > 0,
    traceLifecycle: "static",
    sendClientReports: false,
    maxBreadcrumbs: 0,
    includeLocalVariables: false,
    integrations: (all) => all.filter(({ name }) => (rate > 0 ? !unwanted.has(name) : errorsOnly.has(name))),
    beforeSend: (event) => {
      if (!mayReport(Date.now())) return null;
      const context = requestContext();
      const scrubbed = scrubEvent({ ...event }, context?.userId === undefined ? undefined : hashUserId(context.userId));
      const trace =
        context?.traceId === undefined
          ? {}
          : { contexts: { ...(scrubbed.contexts as object), trace: { trace_id: context.traceId, span_id: context.traceId.slice(16) } } };
      const tags = { ...(scrubbed.tags as object | undefined), ...(context === undefined ? {} : { request_id: context.requestId }) };
      return { ...scrubbed, ...trace, tags } as unknown as typeof event;
    },
  });
  // Timings pass no `beforeSend`.
  Sentry.addEventProcessor((event) => (event.type === "transaction" ? scrubEvent({ ...event }) : event));
  slot().reports = { flush: (timeoutMs) => Sentry.flush(timeoutMs), close: (timeoutMs) => Sentry.close(timeoutMs) };
  onErrorLogged((message, { error, code, tool, job }) => {
    if (error !== undefined && isNews(error))
      Sentry.captureException(rootOf(error), { tags: { said: message, code: code as string, tool: tool as string, job: job as string } });
  });
  return true;
};

export const flushErrorReports = async (): Promise<void> => {
  await slot().reports?.flush(2_000);
};

/** Sends what is left; for the end of a process. */
export const stopErrorReports = async (): Promise<void> => {
  await slot().reports?.close(2_000);
};
