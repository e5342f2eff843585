/** A link for a new password, asked for by `perin reset-password`. */
import { requireControlToken } from "@/app/_composition/control-token";
import { notAllowed, route } from "@/app/_composition/route";
import { makeResetLinkEndpoint } from "@/lib/identity/contracts";
import { makeResetLink } from "@/lib/identity/service";

export const POST = route(makeResetLinkEndpoint, async ({ input, request }) => {
  requireControlToken(request);
  return { link: await makeResetLink(input.email) };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
