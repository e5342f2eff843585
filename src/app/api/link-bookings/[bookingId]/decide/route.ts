import { notAllowed, route } from "@/app/_composition/route";
import { decideBookingEndpoint } from "@/lib/delegation/contracts";
import { decideBooking } from "@/lib/delegation/service";

export const POST = route(decideBookingEndpoint, ({ actor, input }) => decideBooking(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
