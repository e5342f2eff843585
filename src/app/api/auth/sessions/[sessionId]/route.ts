import { notAllowed, route } from "@/app/_composition/route";
import { revokeSessionEndpoint } from "@/lib/identity/contracts";
import { revokeSession } from "@/lib/identity/service";

export const DELETE = route(revokeSessionEndpoint, async ({ actor, input }) => {
  await revokeSession(actor, input.sessionId);
  return { ended: true as const };
});
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
