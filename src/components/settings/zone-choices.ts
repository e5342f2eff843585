/** Time zones as a person looks for them: by city, by region, by offset. */
export interface ZoneChoice {
  readonly id: string;
  /** "Buenos Aires" */
  readonly city: string;
  /** "America, Argentina" */
  readonly region: string;
  /** "GMT-3" */
  readonly offset: string;
}

const words = (id: string): string => id.replaceAll("_", " ");
const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_/,-]+/g, " ")
    .trim();

const offsetOf = (id: string, at: Date): string =>
  new Intl.DateTimeFormat("en", { timeZone: id, timeZoneName: "shortOffset" }).formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";

export const toZoneChoice = (id: string, at: Date): ZoneChoice => {
  const parts = words(id).split("/");
  return { id, city: parts.at(-1) ?? id, region: parts.slice(0, -1).join(", "), offset: offsetOf(id, at) };
};

/** Zones whose city begins with the words come first, then those that have them anywhere. */
export const findZones = (choices: readonly ZoneChoice[], typed: string, max: number): readonly ZoneChoice[] => {
  const wanted = folded(typed);
  if (wanted === "") return choices.slice(0, max);
  const first = choices.filter(({ city }) => folded(city).startsWith(wanted));
  const rest = choices.filter((choice) => !first.includes(choice) && folded(`${choice.region} ${choice.city} ${choice.id} ${choice.offset}`).includes(wanted));
  return [...first, ...rest].slice(0, max);
};
