import { notAllowed, route } from "@/app/_composition/route";
import { confirmAddressEndpoint } from "@/lib/identity/contracts";
import { confirmAddress } from "@/lib/identity/service";

export const POST = route(confirmAddressEndpoint, async ({ input }) => {
  await confirmAddress(input.token);
  return { done: true as const };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
