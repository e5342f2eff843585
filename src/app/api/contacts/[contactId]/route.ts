import { notAllowed, route } from "@/app/_composition/route";
import { deleteContactEndpoint, updateContactEndpoint } from "@/lib/people/contracts";
import { deleteContact, updateContact } from "@/lib/people/service";

export const PATCH = route(updateContactEndpoint, ({ actor, input }) => updateContact(actor, input));
export const DELETE = route(deleteContactEndpoint, ({ actor, input }) => deleteContact(actor, input));
export const { GET, POST, PUT } = notAllowed("PATCH", "DELETE");
