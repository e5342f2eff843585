import { notAllowed, route } from "@/app/_composition/route";
import { cancelEventEndpoint, getEventEndpoint, updateEventEndpoint } from "@/lib/scheduling/contracts";
import { cancelEvent, getEvent, updateEvent } from "@/lib/scheduling/service";

export const GET = route(getEventEndpoint, ({ actor, input }) => getEvent(actor, input));
export const PATCH = route(updateEventEndpoint, ({ actor, input }) => updateEvent(actor, input));
export const DELETE = route(cancelEventEndpoint, ({ actor, input }) => cancelEvent(actor, input));
export const { POST, PUT } = notAllowed("GET", "PATCH", "DELETE");
