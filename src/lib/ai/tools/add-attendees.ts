/** Brings people into an event. Whoever has an address is invited, so it asks; a bare name is only written down. */
import { z } from "zod";
import { EventSchema, SeriesScopeSchema } from "@/lib/scheduling/contracts";
import { withPeople } from "../core/rosters";
import { previewAttendees, runAttendees, type Direction } from "./attendee-change";
import { defineTool } from "./define-tool";

const direction: Direction = { change: withPeople, verb: "Add", past: "added to", nothing: "already takes part in" };

export const addAttendeesTool = defineTool({
  name: "add_attendees",
  label: "Invite people",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description: "Adds people to one event: contacts by name, or addresses. Resolve the ref with find_events first.",
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
