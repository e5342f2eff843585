/** "Gym mon, wed and fri at 7": several days that share one hour. Each is said by itself. */

const day = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)";
const list = new RegExp(
  String.raw`(?<!\b(?:every|each|except|not|weekly on|from|between)\s+)\b(?:on\s+)?(${day}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+)${day}){1,6})\b(?!\s*(?:-|–|to|through|until|till)\s)`,
  "i",
);

/** The text once for each day that is listed; one alone where it lists none. */
export const eachDay = (text: string): string[] => {
  const found = list.exec(text);
  if (!found?.[1] || /\b(?:every|each|weekly|daily|repeat\w*|or)\b/i.test(text)) return [text];
  const days = found[1].match(new RegExp(day, "gi")) ?? [];
  return days.map((name) => text.slice(0, found.index) + name + text.slice(found.index + found[0].length));
};
