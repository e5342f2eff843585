import { notAllowed, route } from "@/app/_composition/route";
import { disableTotpEndpoint, enableTotpEndpoint } from "@/lib/identity/contracts";
import { disableTotp, enableTotp } from "@/lib/identity/service";

export const POST = route(enableTotpEndpoint, async ({ actor, input }) => ({ recoveryCodes: await enableTotp(actor, input.code) }));
export const DELETE = route(disableTotpEndpoint, async ({ actor }) => {
  await disableTotp(actor);
  return { done: true as const };
});
export const { GET, PUT, PATCH } = notAllowed("POST", "DELETE");
