/** Any colour a calendar has, as the palette's nearest: those pass contrast in both themes. */
const hues = { rose: 340, clay: 20, amber: 42, green: 105, cyan: 190, blue: 215, violet: 262 } as const;

export type CalendarColor = keyof typeof hues | "slate";

const isName = (color: string): color is CalendarColor => color === "slate" || Object.hasOwn(hues, color);

const channelsOf = (color: string): [number, number, number] | undefined => {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color.trim())?.[1];
  if (hex === undefined) return undefined;
  const full = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  const channel = (index: number): number => parseInt(full.slice(index * 2, index * 2 + 2), 16) / 255;
  return [channel(0), channel(1), channel(2)];
};

const hueOf = ([red, green, blue]: [number, number, number]): number | undefined => {
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const range = high - low;
  if (range < 0.12) return undefined;
  const sixth = high === red ? ((green - blue) / range + 6) % 6 : high === green ? (blue - red) / range + 2 : (red - green) / range + 4;
  return sixth * 60;
};

const apart = (a: number, b: number): number => Math.min(Math.abs(a - b), 360 - Math.abs(a - b));

/** "#4f6bed" is "blue", a grey is "slate", a palette name is itself, and what can't be read is "blue". */
export const calendarColor = (color: string): CalendarColor => {
  if (isName(color)) return color;
  const channels = channelsOf(color);
  if (channels === undefined) return "blue";
  const hue = hueOf(channels);
  if (hue === undefined) return "slate";
  const names = Object.keys(hues) as (keyof typeof hues)[];
  return names.reduce((best, name) => (apart(hues[name], hue) < apart(hues[best], hue) ? name : best), "blue");
};
