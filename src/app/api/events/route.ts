import { notAllowed, route } from "@/app/_composition/route";
import { createEventEndpoint, listEventsEndpoint } from "@/lib/scheduling/contracts";
import { createEvent, listEvents } from "@/lib/scheduling/service";

export const GET = route(listEventsEndpoint, ({ actor, input }) => listEvents(actor, input));
export const POST = route(createEventEndpoint, ({ actor, input, idempotencyKey }) => createEvent(actor, input, { idempotencyKey }));
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
