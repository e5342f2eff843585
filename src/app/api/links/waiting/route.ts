import { notAllowed, route } from "@/app/_composition/route";
import { listWaitingEndpoint } from "@/lib/delegation/contracts";
import { listWaiting } from "@/lib/delegation/service";

export const GET = route(listWaitingEndpoint, ({ actor, input }) => listWaiting(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
