import { notAllowed, route } from "@/app/_composition/route";
import { passkeyConfirmEndpoint } from "@/lib/identity/contracts";
import { confirmWithPasskey } from "@/lib/identity/service";

export const POST = route(passkeyConfirmEndpoint, async ({ actor, input, request }) => {
  await confirmWithPasskey(actor, input.credential, request.headers);
  return { done: true as const };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
