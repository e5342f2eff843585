import { notAllowed, route } from "@/app/_composition/route";
import { resetPasswordEndpoint } from "@/lib/identity/contracts";
import { resetPassword } from "@/lib/identity/service";

export const POST = route(resetPasswordEndpoint, async ({ input }) => {
  await resetPassword(input);
  return { done: true as const };
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
