import { notAllowed, route } from "@/app/_composition/route";
import { revokeFeedEndpoint } from "@/lib/calendar-files/contracts";
import { revokeFeed } from "@/lib/calendar-files/service";

export const DELETE = route(revokeFeedEndpoint, ({ actor, input }) => revokeFeed(actor, input));
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
