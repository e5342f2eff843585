import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { releaseHoldEndpoint } from "@/lib/delegation/contracts";
import { releaseHold } from "@/lib/delegation/service";

export const POST = route(releaseHoldEndpoint, ({ input, request }) => releaseHold(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
