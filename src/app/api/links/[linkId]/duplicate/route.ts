import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { duplicateLinkEndpoint } from "@/lib/delegation/contracts";
import { duplicateLink } from "@/lib/delegation/service";

export const POST = route(
  duplicateLinkEndpoint,
  onlyOnce(({ actor, input }) => duplicateLink(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
