import { notAllowed, route } from "@/app/_composition/route";
import { changePasswordEndpoint } from "@/lib/identity/contracts";
import { changePassword } from "@/lib/identity/service";

export const PUT = route(changePasswordEndpoint, async ({ actor, input, request, headers }) => {
  for (const cookie of await changePassword(actor, input, request.headers)) headers.append("set-cookie", cookie);
  return { changed: true as const };
});
export const { GET, POST, PATCH, DELETE } = notAllowed("PUT");
