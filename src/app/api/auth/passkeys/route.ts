import { notAllowed, route } from "@/app/_composition/route";
import { addPasskeyEndpoint } from "@/lib/identity/contracts";
import { addPasskey } from "@/lib/identity/service";

export const POST = route(addPasskeyEndpoint, ({ actor, input, request }) => addPasskey(actor, input.name, input.credential, request.headers));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
