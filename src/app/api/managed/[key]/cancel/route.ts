import { notAllowed, route } from "@/app/_composition/route";
import { cancelBookingEndpoint } from "@/lib/delegation/contracts";
import { cancelBooking } from "@/lib/delegation/service";

export const POST = route(cancelBookingEndpoint, ({ input }) => cancelBooking(input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
