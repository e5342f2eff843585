import { notAllowed, route } from "@/app/_composition/route";
import { expiredSessionCookie } from "@/lib/identity/service";
import { deleteAccountEndpoint } from "@/lib/owner-data/contracts";
import { deleteAccount } from "@/lib/owner-data/service";

export const POST = route(deleteAccountEndpoint, async ({ actor, input, headers }) => {
  const deleted = await deleteAccount(actor, input);
  headers.append("set-cookie", expiredSessionCookie());
  return deleted;
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
