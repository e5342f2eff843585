import { notAllowed, route } from "@/app/_composition/route";
import { getLinkEndpoint, updateLinkEndpoint } from "@/lib/delegation/contracts";
import { getLink, updateLink } from "@/lib/delegation/service";

export const GET = route(getLinkEndpoint, ({ actor, input }) => getLink(actor, input));
export const PATCH = route(updateLinkEndpoint, ({ actor, input }) => updateLink(actor, input));
export const { POST, PUT, DELETE } = notAllowed("GET", "PATCH");
