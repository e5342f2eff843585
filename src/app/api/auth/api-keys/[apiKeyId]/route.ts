import { notAllowed, route } from "@/app/_composition/route";
import { revokeApiKeyEndpoint } from "@/lib/identity/contracts";
import { revokeApiKey } from "@/lib/identity/service";

export const DELETE = route(revokeApiKeyEndpoint, async ({ actor, input }) => {
  await revokeApiKey(actor, input.apiKeyId);
  return { revoked: true as const };
});
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
