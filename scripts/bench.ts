/** Prints one JSON line per measure. `npm run bench -- server time` runs the parts named; all of them without names. */
import type { Measure } from "../bench/measure";

if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");

const parts: Record<string, () => Promise<Measure[]>> = {
  time: async () => (await import("../bench/time")).benchTime(),
  scheduling: async () => (await import("../bench/scheduling")).benchScheduling(),
  booking: async () => (await import("../bench/booking")).benchBooking(),
  icalendar: async () => (await import("../bench/icalendar")).benchIcalendar(),
  assistant: async () => (await import("../bench/assistant")).benchAssistant(),
  resilience: async () => (await import("../bench/resilience")).benchResilience(),
  limits: async () => (await import("../bench/limits")).benchLimits(),
  "first-token": async () => (await import("../bench/first-token")).benchFirstToken(),
  "slow-provider": async () => (await import("../bench/slow-provider")).benchSlowProvider(),
  server: async () => (await import("../bench/server")).benchServer(),
  links: async () => (await import("../bench/links")).benchLinks(),
  pages: async () => (await import("../bench/pages")).benchPages(),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

let failed = false;
for (const [name, run] of Object.entries(parts)) {
  if (named.length > 0 && !named.includes(name)) continue;
  for (const measure of await run()) {
    failed ||= measure.pass === false;
    console.log(JSON.stringify(measure));
  }
}
process.exit(failed ? 1 : 0);
