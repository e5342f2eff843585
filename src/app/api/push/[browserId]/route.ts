import { notAllowed, route } from "@/app/_composition/route";
import { unsubscribePushEndpoint } from "@/lib/notifications/contracts";
import { unsubscribePush } from "@/lib/notifications/service";

export const DELETE = route(unsubscribePushEndpoint, ({ actor, input }) => unsubscribePush(actor, input));
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
