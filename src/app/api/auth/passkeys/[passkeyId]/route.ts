import { notAllowed, route } from "@/app/_composition/route";
import { removePasskeyEndpoint } from "@/lib/identity/contracts";
import { removePasskey } from "@/lib/identity/service";

export const DELETE = route(removePasskeyEndpoint, async ({ actor, input }) => {
  await removePasskey(actor, input.passkeyId);
  return { done: true as const };
});
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
