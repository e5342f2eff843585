import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { proposeTimeEndpoint } from "@/lib/delegation/contracts";
import { proposeTime } from "@/lib/delegation/service";

export const POST = route(proposeTimeEndpoint, ({ input, request }) => proposeTime(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
