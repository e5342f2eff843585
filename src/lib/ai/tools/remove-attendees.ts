/** Takes people out of an event. Those with an address would notice, so it asks. */
import { z } from "zod";
import { EventSchema, SeriesScopeSchema } from "@/lib/scheduling/contracts";
import { withoutPeople } from "../core/rosters";
import { previewAttendees, runAttendees, type Direction } from "./attendee-change";
import { defineTool } from "./define-tool";

const direction: Direction = { change: withoutPeople, verb: "Remove", past: "removed from", nothing: "takes no part in" };

export const removeAttendeesTool = defineTool({
  name: "remove_attendees",
  label: "Remove people",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description: "Removes people from one event. Resolve the ref with find_events first.",
  input: z.object({
    ref: z.string().min(1).max(80),
    people: z.array(z.string().min(1).max(400)).min(1).max(50),
    scope: SeriesScopeSchema.optional(),
    version: z.number().int().optional().describe("Leave out."),
  }),
  output: z.object({ event: EventSchema }),
  preview: (context, input) => previewAttendees(context, input, direction),
  run: (context, input) => runAttendees(context, input, direction),
});
