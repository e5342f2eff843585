import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { leaveMessageEndpoint } from "@/lib/delegation/contracts";
import { leaveMessage } from "@/lib/delegation/service";

export const POST = route(leaveMessageEndpoint, ({ input, request }) => leaveMessage(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
