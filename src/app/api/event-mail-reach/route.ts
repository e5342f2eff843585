import { notAllowed, route } from "@/app/_composition/route";
import { eventMailReachEndpoint } from "@/lib/mail/contracts";
import { eventMailReach } from "@/lib/mail/service";

export const POST = route(eventMailReachEndpoint, ({ actor, input }) => eventMailReach(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
