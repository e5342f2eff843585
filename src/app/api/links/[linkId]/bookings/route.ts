import { notAllowed, route } from "@/app/_composition/route";
import { listLinkBookingsEndpoint } from "@/lib/delegation/contracts";
import { listLinkBookings } from "@/lib/delegation/service";

export const GET = route(listLinkBookingsEndpoint, ({ actor, input }) => listLinkBookings(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
