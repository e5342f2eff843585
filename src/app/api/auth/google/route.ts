import { notAllowed, route } from "@/app/_composition/route";
import { unlinkGoogleEndpoint } from "@/lib/identity/contracts";
import { unlinkGoogle } from "@/lib/identity/service";

export const DELETE = route(unlinkGoogleEndpoint, async ({ actor }) => {
  await unlinkGoogle(actor);
  return { done: true as const };
});
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
