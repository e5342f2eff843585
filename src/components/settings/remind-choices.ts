/** How long before a meeting one can be told of it. */
const usual: readonly (readonly [number, string])[] = [
  [0, "When it begins"],
  [5, "5 minutes before"],
  [10, "10 minutes before"],
  [15, "15 minutes before"],
  [30, "30 minutes before"],
  [60, "1 hour before"],
  [24 * 60, "1 day before"],
];

/** With what is kept now, should it be none of these (set over the API). */
export const remindChoices = (kept: number | null): { readonly value: string; readonly label: string }[] => {
  const own = kept === null || usual.some(([minutes]) => minutes === kept) ? [] : [[kept, `${kept} minutes before`] as const];
  const all = [...usual, ...own].sort(([a], [b]) => a - b);
  return [{ value: "", label: "No reminder" }, ...all.map(([minutes, label]) => ({ value: String(minutes), label }))];
};
