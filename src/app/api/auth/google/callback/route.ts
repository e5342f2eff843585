import { orTellOn, redirectWith } from "@/app/_composition/redirect";
import { notAllowed, route } from "@/app/_composition/route";
import { finishGoogleEndpoint } from "@/lib/identity/contracts";
import { finishGoogle } from "@/lib/identity/service";

export const GET = route(finishGoogleEndpoint, ({ input, actor, request }) => {
  const go = async (): Promise<Response> => {
    const { to, cookies } = await finishGoogle(input, actor, request.headers);
    return redirectWith(to, cookies);
  };
  return orTellOn(actor === null ? "/sign-in" : "/settings/security", go());
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
