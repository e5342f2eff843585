/** Errors in the edge runtime, where our own configuration can't be read: the same rules, spelled out. */
import { init } from "@sentry/nextjs";

export const reportFromEdge = (dsn: string): void => {
  const { SENTRY_ENVIRONMENT, SENTRY_RELEASE, NODE_ENV } = process.env;
  init({
    dsn,
    environment: SENTRY_ENVIRONMENT ?? NODE_ENV,
    ...(SENTRY_RELEASE === undefined ? {} : { release: SENTRY_RELEASE }),
    tracesSampleRate: 0,
    maxBreadcrumbs: 0,
    beforeSend: ({ request: _request, user: _user, breadcrumbs: _breadcrumbs, extra: _extra, ...event }) => event,
  });
};
