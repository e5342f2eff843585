import { notAllowed, route } from "@/app/_composition/route";
import { getPushEndpoint, subscribePushEndpoint } from "@/lib/notifications/contracts";
import { getPush, subscribePush } from "@/lib/notifications/service";

export const GET = route(getPushEndpoint, ({ actor }) => getPush(actor));
export const POST = route(subscribePushEndpoint, ({ actor, input, request }) => subscribePush(actor, input, request.headers.get("user-agent")));
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
