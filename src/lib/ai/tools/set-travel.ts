/** Keeps where the owner is for some days, so that working hours count in that zone meanwhile. */
import { z } from "zod";
import { AvailabilityRulesSchema } from "@/lib/scheduling/contracts";
import { getAvailability, putAvailability } from "@/lib/scheduling/service";
import { zoneFromName } from "@/lib/time/zones";
import { line } from "../core/event-lines";
import { resolveSpan } from "../core/resolve-when";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({
  zone: z.string().min(1).max(64).describe("City or IANA zone, in the user's words."),
  when: z.string().min(1).max(500).describe('The days, in the user\'s words: "from the 3rd to the 9th".'),
});
type Input = z.output<typeof InputSchema>;

interface Journey {
  readonly ok: true;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

const dateOf = (instant: string, zone: string): Temporal.PlainDate => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate();

const journeyOf = (context: ToolContext, input: Input): Journey | Refusal => {
  const zone = zoneFromName(input.zone);
  if (zone === undefined) return { ok: false, reason: "zone-unclear", said: `I don't know a time zone called “${input.zone}”. Name a city, as in “Tokyo”.` };
  const moment = momentOf(context);
  const span = resolveSpan(input.when, moment);
  if (!span.ok) return span;
  const from = dateOf(span.start, moment.zone);
  const last = dateOf(Temporal.Instant.from(span.end).subtract({ seconds: 1 }).toString(), moment.zone);
  return { ok: true, from: from.toString(), to: last.toString(), zone };
};

const spoken = ({ from, to, zone }: Journey, locale: string): string => {
  const say = (date: string): string => Temporal.PlainDate.from(date).toLocaleString(locale, { weekday: "short", day: "numeric", month: "short" });
  return `${say(from)}${to === from ? "" : ` to ${say(to)}`}, ${zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ")} time`;
};

const preview = (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const journey = journeyOf(context, input);
  if (!journey.ok) return Promise.resolve(journey);
  return Promise.resolve({
    ok: true,
    effect: "own",
    input: { zone: journey.zone, when: journey.from === journey.to ? journey.from : input.when },
    title: `Be on ${spoken(journey, context.profile.locale)}`,
    lines: [line("Working hours count in", null, spoken(journey, context.profile.locale))],
    tells: [],
    marks: [],
    editable: [],
  });
};

/** Of two journeys that overlap, the later word counts: the earlier one gives way. */
const withJourney = (travel: readonly { from: string; to: string; zone: string }[], { from, to, zone }: Journey) => [
  ...travel.filter((other) => other.to < from || other.from > to),
  { from, to, zone },
];

export const setTravelTool = defineTool({
  name: "set_travel",
  label: "Set a travel period",
  scope: "settings",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Notes that the user is in another time zone for some days: working hours then count there.",
  input: InputSchema,
  output: z.object({ from: z.string(), to: z.string(), zone: z.string() }),
  preview,
  run: async (context, input) => {
    const journey = journeyOf(context, input);
    if (!journey.ok) return journey;
    const rules = await getAvailability(context.actor);
    await putAvailability(context.actor, AvailabilityRulesSchema.parse({ ...rules, travel: withJourney(rules.travel, journey) }));
    const { from, to, zone } = journey;
    return {
      ok: true,
      output: { from, to, zone },
      said: `Noted: ${spoken(journey, context.profile.locale)}. Your working hours count there meanwhile; you can change it in the settings.`,
    };
  },
});
