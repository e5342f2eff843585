import { notAllowed, route } from "@/app/_composition/route";
import { beginPasskeySignInEndpoint } from "@/lib/identity/contracts";
import { beginPasskeySignIn } from "@/lib/identity/service";

export const POST = route(beginPasskeySignInEndpoint, ({ request }) => beginPasskeySignIn(request.headers));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
