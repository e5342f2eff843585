import { notAllowed, route } from "@/app/_composition/route";
import { setCookies } from "@/app/_composition/set-cookies";
import { signInEndpoint } from "@/lib/identity/contracts";
import { signIn } from "@/lib/identity/service";

export const POST = route(signInEndpoint, async ({ input, request, headers }) => {
  const entrance = await signIn(input, request.headers);
  if (!("secondStep" in entrance)) return setCookies(headers, entrance);
  headers.append("set-cookie", entrance.secondStep);
  return { secondStep: true as const };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
