import { existsSync } from "node:fs";

/** The machine's own Chromium or Chrome. The headless shell draws the same pages without a window's work: journeys take two thirds of the time. */
export const systemBrowser = (): string | undefined =>
  ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
