import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { createApiKeyEndpoint, listApiKeysEndpoint } from "@/lib/identity/contracts";
import { listApiKeys, makeApiKey } from "@/lib/identity/service";

export const GET = route(listApiKeysEndpoint, async ({ actor }) => ({ apiKeys: [...(await listApiKeys(actor))] }));
export const POST = route(
  createApiKeyEndpoint,
  onlyOnce(({ actor, input }) => makeApiKey(actor, input)),
);
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
