import { notAllowed, route } from "@/app/_composition/route";
import { signOutEndpoint } from "@/lib/identity/contracts";
import { expiredSessionCookie, signOut } from "@/lib/identity/service";

export const POST = route(signOutEndpoint, async ({ actor, input, headers }) => {
  const ended = await signOut(actor, input);
  headers.append("set-cookie", expiredSessionCookie());
  return { ended };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
