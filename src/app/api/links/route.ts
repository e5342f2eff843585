import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { createLinkEndpoint, listLinksEndpoint } from "@/lib/delegation/contracts";
import { createLink, listLinks } from "@/lib/delegation/service";

export const GET = route(listLinksEndpoint, ({ actor, input }) => listLinks(actor, input));
export const POST = route(
  createLinkEndpoint,
  onlyOnce(({ actor, input }) => createLink(actor, input)),
);
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
