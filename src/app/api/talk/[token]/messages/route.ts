import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { visitorSpeaker } from "@/lib/ai/service";
import { sayEndpoint } from "@/lib/delegation/contracts";
import { say } from "@/lib/delegation/service";

export const POST = route(sayEndpoint, ({ input, request }) => say(callerOf(request), input, {}, visitorSpeaker()));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
