import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { moveBookingEndpoint } from "@/lib/delegation/contracts";
import { moveBooking } from "@/lib/delegation/service";

export const POST = route(moveBookingEndpoint, ({ input, request }) => moveBooking(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
