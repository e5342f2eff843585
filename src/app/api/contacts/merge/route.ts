import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { mergeContactsEndpoint } from "@/lib/people/contracts";
import { mergeContacts } from "@/lib/people/service";

export const POST = route(
  mergeContactsEndpoint,
  onlyOnce(({ actor, input }) => mergeContacts(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
