/** Facts about the running server, for the doctor. */
import { requireControlToken } from "@/app/_composition/control-token";
import { notAllowed, route } from "@/app/_composition/route";
import { commandLineExamineEndpoint } from "@/lib/operations/contracts";
import { examine } from "@/lib/operations/service";

export const POST = route(commandLineExamineEndpoint, ({ request }) => {
  requireControlToken(request);
  return examine();
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
