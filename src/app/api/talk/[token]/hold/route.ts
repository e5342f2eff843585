import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { holdSlotEndpoint } from "@/lib/delegation/contracts";
import { holdSlot } from "@/lib/delegation/service";

export const POST = route(holdSlotEndpoint, ({ input, request }) => holdSlot(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
