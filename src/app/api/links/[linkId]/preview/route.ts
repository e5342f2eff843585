import { notAllowed, route } from "@/app/_composition/route";
import { previewLinkEndpoint } from "@/lib/delegation/contracts";
import { previewLink } from "@/lib/delegation/service";

export const POST = route(previewLinkEndpoint, ({ actor, input }) => previewLink(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
