import { notAllowed, route } from "@/app/_composition/route";
import { pauseAllLinksEndpoint } from "@/lib/delegation/contracts";
import { pauseAllLinks } from "@/lib/delegation/service";

export const POST = route(pauseAllLinksEndpoint, ({ actor, input }) => pauseAllLinks(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
