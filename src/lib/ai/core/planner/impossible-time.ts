/** Days and hours that don't exist ("February 30", "25:00"): nothing may be booked on what is left of them. */

const lengths: Readonly<Record<string, number>> = {
  jan: 31,
  feb: 29,
  mar: 31,
  apr: 30,
  may: 31,
  jun: 30,
  jul: 31,
  aug: 31,
  sep: 30,
  oct: 31,
  nov: 30,
  dec: 31,
};
const month = "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";
const day = String.raw`(\d{1,2})(?:st|nd|rd|th)?(?![\d:.]|\s*(?:am|pm)\b)`;
const monthFirst = new RegExp(String.raw`\b${month}\.?\s+(?:the\s+)?${day}`, "gi");
const dayFirst = new RegExp(String.raw`\b${day}\s+(?:of\s+)?${month}\b`, "gi");
const clock = /(?<![\d:.])(2[5-9]|[3-9]\d):[0-5]\d\b|(?<![\d:.])24:(?:0[1-9]|[1-5]\d)\b/;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** What is wrong with a time in the text, and the text without it; null where every day and hour exists. */
export const impossibleTime = (text: string): { readonly said: string; readonly rest: string } | null => {
  const dates = [
    ...[...text.matchAll(monthFirst)].map((found) => ({ found, name: found[1] ?? "", number: Number(found[2]) })),
    ...[...text.matchAll(dayFirst)].map((found) => ({ found, name: found[2] ?? "", number: Number(found[1]) })),
  ];
  const wrong = dates.find(({ name, number }) => number > (lengths[name.slice(0, 3).toLowerCase()] ?? 31) && number < 40);
  const hour = clock.exec(text);
  const at = wrong?.found ?? hour;
  if (!at) return null;
  const rest = `${text.slice(0, at.index).replace(/\s+(?:on|at|for)\s+$/i, " ")}${text.slice(at.index + at[0].length)}`.replace(/\s+/g, " ").trim();
  if (wrong) return { said: `${capital(wrong.name)} has no ${wrong.number}. Which day do you mean?`, rest };
  return { said: `There is no ${at[0]}. What time do you mean?`, rest };
};
