import { notAllowed, route } from "@/app/_composition/route";
import { simulateAvailabilityEndpoint } from "@/lib/scheduling/contracts";
import { simulateAvailability } from "@/lib/scheduling/service";

export const POST = route(simulateAvailabilityEndpoint, ({ actor, input }) => simulateAvailability(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
