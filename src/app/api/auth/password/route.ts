import { notAllowed, route } from "@/app/_composition/route";
import { setCookies } from "@/app/_composition/set-cookies";
import { changePasswordEndpoint } from "@/lib/identity/contracts";
import { changePassword } from "@/lib/identity/service";

export const PUT = route(changePasswordEndpoint, async ({ actor, input, request, headers }) => {
  setCookies(headers, await changePassword(actor, input, request.headers));
  return { changed: true as const };
});
export const { GET, POST, PATCH, DELETE } = notAllowed("PUT");
