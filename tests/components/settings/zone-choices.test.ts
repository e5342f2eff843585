import { modernZone } from "@/components/settings/modern-zones";
import { findZones, toZoneChoice } from "@/components/settings/zone-choices";

test("a browser's old name for a zone becomes the present one, and the present one is a zone this server knows", () => {
  expect(modernZone("Asia/Calcutta")).toBe("Asia/Kolkata");
  expect(modernZone("Europe/Berlin")).toBe("Europe/Berlin");
  for (const id of Intl.supportedValuesOf("timeZone")) expect(() => new Intl.DateTimeFormat("en", { timeZone: modernZone(id) })).not.toThrow();
});

const winter = new Date("2026-11-23T12:00:00Z");
const choices = Intl.supportedValuesOf("timeZone").map((id) => toZoneChoice(id, winter));

test("a zone is shown by city, region and the offset of the day", () => {
  expect(toZoneChoice("America/Argentina/Buenos_Aires", winter)).toEqual({
    id: "America/Argentina/Buenos_Aires",
    city: "Buenos Aires",
    region: "America, Argentina",
    offset: "GMT-3",
  });
});

test.each([
  ["new y", "America/New_York"],
  ["berlin", "Europe/Berlin"],
  ["SAO PAULO", "America/Sao_Paulo"],
  ["são p", "America/Sao_Paulo"],
  ["europe/lon", "Europe/London"],
])("typing %j finds %s first", (typed, id) => {
  expect(findZones(choices, typed, 5)[0]?.id).toBe(id);
});

test("cities that begin with the words stand before those that contain them, and no more are shown than asked for", () => {
  const found = findZones(choices, "lon", 3).map(({ city }) => city);
  expect(found[0]).toMatch(/^Lon/);
  expect(found).toHaveLength(3);
  expect(findZones(choices, "nowhere at all", 3)).toEqual([]);
});
