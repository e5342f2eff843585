import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { sendCodeEndpoint } from "@/lib/delegation/contracts";
import { sendCode } from "@/lib/delegation/service";

export const POST = route(sendCodeEndpoint, ({ input, request }) => sendCode(callerOf(request), input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
