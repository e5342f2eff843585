import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { listSlotsEndpoint } from "@/lib/delegation/contracts";
import { listSlots } from "@/lib/delegation/service";

export const POST = route(listSlotsEndpoint, ({ input, request }) => listSlots(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
