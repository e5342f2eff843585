import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { listMoveSlotsEndpoint } from "@/lib/delegation/contracts";
import { listMoveSlots } from "@/lib/delegation/service";

export const POST = route(listMoveSlotsEndpoint, ({ input, request }) => listMoveSlots(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
