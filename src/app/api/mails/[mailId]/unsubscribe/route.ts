import { notAllowed, route } from "@/app/_composition/route";
import { unsubscribeSenderEndpoint } from "@/lib/mail/contracts";
import { unsubscribe } from "@/lib/mail/service";

export const POST = route(unsubscribeSenderEndpoint, ({ actor, input }) => unsubscribe(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
