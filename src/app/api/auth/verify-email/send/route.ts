import { notAllowed, route } from "@/app/_composition/route";
import { requestAddressCheckEndpoint } from "@/lib/identity/contracts";
import { requestAddressCheck } from "@/lib/identity/service";

export const POST = route(requestAddressCheckEndpoint, async ({ actor }) => {
  await requestAddressCheck(actor);
  return { done: true as const };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
