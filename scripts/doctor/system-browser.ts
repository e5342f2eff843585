import { existsSync } from "node:fs";

const firstOf = (paths: readonly string[]): string | undefined => paths.find((path) => existsSync(path));
const whole = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The machine's own Chromium or Chrome, with all that people's browsers have. */
export const wholeBrowser = (): string | undefined => firstOf(whole);

/** The headless shell, which draws the same pages without a window's work (journeys take three quarters of the time), else the whole browser. */
export const systemBrowser = (): string | undefined => firstOf(["/usr/bin/chromium-headless-shell", ...whole]);
