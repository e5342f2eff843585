import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { createContactEndpoint, listContactsEndpoint } from "@/lib/people/contracts";
import { createContact, listContacts } from "@/lib/people/service";

export const GET = route(listContactsEndpoint, ({ actor, input }) => listContacts(actor, input));
export const POST = route(
  createContactEndpoint,
  onlyOnce(({ actor, input }) => createContact(actor, input)),
);
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
