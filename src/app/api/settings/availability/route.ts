import { notAllowed, route } from "@/app/_composition/route";
import { getAvailabilityEndpoint, putAvailabilityEndpoint } from "@/lib/scheduling/contracts";
import { getAvailability, putAvailability } from "@/lib/scheduling/service";

export const GET = route(getAvailabilityEndpoint, ({ actor }) => getAvailability(actor));
export const PUT = route(putAvailabilityEndpoint, ({ actor, input }) => putAvailability(actor, input));
export const { POST, PATCH, DELETE } = notAllowed("GET", "PUT");
