/** The colours as they are written, held to WCAG 2.2 AA in both themes. */
import { readFileSync } from "node:fs";

const css = readFileSync("src/app/globals.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name = "", light = "", dark = ""]) => [name, { light, dark }]),
);

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a: string, b: string): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const pair = (ink: string, ground: string, theme: "light" | "dark"): number =>
  contrast(tokens.get(ink)?.[theme] ?? "#000000", tokens.get(ground)?.[theme] ?? "#000000");

const calendars = ["blue", "violet", "rose", "clay", "amber", "green", "cyan", "slate"];
const grounds = ["ground", "surface", "sunken"];
const texts: [string, string][] = [
  ...["ink", "ink-soft", "ink-faint", "accent-text", "danger-text"].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...[
    ["accent-ink", "accent"],
    ["accent-ink", "accent-strong"],
    ["accent-text", "accent-soft"],
    ["danger-ink", "danger"],
    ["danger-text", "danger-soft"],
    ["warn-text", "warn-soft"],
  ].map(([a = "", b = ""]): [string, string] => [a, b]),
  ...calendars.map((name): [string, string] => [`cal-${name}-ink`, `cal-${name}-fill`]),
];
const edges: [string, string][] = [
  ["line-strong", "surface"],
  ["line-strong", "ground"],
  ["accent", "ground"],
  ["accent", "surface"],
  ...calendars.map((name): [string, string] => [`cal-${name}-edge`, "surface"]),
];

describe.each(["light", "dark"] as const)("%s", (theme) => {
  test.each(texts)("%s on %s can be read: at least 4.5 to 1", (ink, ground) => {
    expect(tokens.has(ink) && tokens.has(ground)).toBe(true);
    expect(pair(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(edges)("%s stands out from %s: at least 3 to 1", (edge, ground) => {
    expect(pair(edge, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
