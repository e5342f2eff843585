import { notAllowed, route } from "@/app/_composition/route";
import { requestPasswordResetEndpoint } from "@/lib/identity/contracts";
import { requestPasswordReset } from "@/lib/identity/service";

export const POST = route(requestPasswordResetEndpoint, ({ input }) => {
  requestPasswordReset(input);
  return Promise.resolve({ done: true as const });
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
