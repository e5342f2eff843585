import { notAllowed, route } from "@/app/_composition/route";
import { setLinkStateEndpoint } from "@/lib/delegation/contracts";
import { setLinkState } from "@/lib/delegation/service";

export const POST = route(setLinkStateEndpoint, ({ actor, input }) => setLinkState(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
