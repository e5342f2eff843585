/** Runs in the browser before the app does. Moving things on the calendar needs Temporal, which a few browsers still lack. */
if (!("Temporal" in globalThis)) void import("temporal-polyfill/global");

// React takes over in a moment, and presses with it.
window.perinEarlyPress?.stop();

// Errors are reported only where the page names a Sentry project; without one nothing is loaded and nothing is kept.
const early: unknown[] = [];
const keep = (event: ErrorEvent | PromiseRejectionEvent): void => {
  if (early.length < 10) early.push("reason" in event ? event.reason : event.error);
};
addEventListener("error", keep);
addEventListener("unhandledrejection", keep);
addEventListener("load", () => {
  const settings = document.querySelector<HTMLMetaElement>('meta[name="perin-errors"]')?.content;
  const done = (): void => {
    removeEventListener("error", keep);
    removeEventListener("unhandledrejection", keep);
  };
  if (settings === undefined) done();
  else void import("./instrumentation-client-errors").then(({ reportErrors }) => reportErrors(settings, early)).finally(done);
});
