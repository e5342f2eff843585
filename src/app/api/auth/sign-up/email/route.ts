import { notAllowed, route } from "@/app/_composition/route";
import { setCookies } from "@/app/_composition/set-cookies";
import { signUpEndpoint } from "@/lib/identity/contracts";
import { signUp } from "@/lib/identity/service";

export const POST = route(signUpEndpoint, async ({ input, request, headers }) => {
  const { verify, ...entrance } = await signUp(input, request.headers);
  return { ...setCookies(headers, entrance), ...(verify ? { verify } : {}) };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
