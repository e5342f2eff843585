import { notAllowed, route } from "@/app/_composition/route";
import { bookTimeEndpoint } from "@/lib/scheduling/contracts";
import { bookTime } from "@/lib/scheduling/service";

export const POST = route(bookTimeEndpoint, ({ actor, input, idempotencyKey }) => bookTime(actor, input, { idempotencyKey }));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
