import { notAllowed, route } from "@/app/_composition/route";
import { setCookies } from "@/app/_composition/set-cookies";
import { passkeySignInEndpoint } from "@/lib/identity/contracts";
import { signInWithPasskey } from "@/lib/identity/service";

export const POST = route(passkeySignInEndpoint, async ({ input, request, headers }) =>
  setCookies(headers, await signInWithPasskey(input.credential, request.headers)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
