import { notAllowed, route } from "@/app/_composition/route";
import { beginPasskeyEndpoint } from "@/lib/identity/contracts";
import { beginPasskey } from "@/lib/identity/service";

export const POST = route(beginPasskeyEndpoint, ({ actor, request }) => beginPasskey(actor, request.headers));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
