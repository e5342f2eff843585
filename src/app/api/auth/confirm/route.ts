import { notAllowed, route } from "@/app/_composition/route";
import { confirmEndpoint } from "@/lib/identity/contracts";
import { confirmWithPassword } from "@/lib/identity/service";

export const POST = route(confirmEndpoint, async ({ actor, input }) => {
  await confirmWithPassword(actor, input.password);
  return { done: true as const };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
