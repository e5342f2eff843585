import { orTellOn, redirectWith } from "@/app/_composition/redirect";
import { notAllowed, route } from "@/app/_composition/route";
import { finishConnectEndpoint } from "@/lib/integrations/contracts";
import { finishConnecting } from "@/lib/integrations/service";

export const GET = route(finishConnectEndpoint, ({ input, actor }) => {
  const go = async (): Promise<Response> => {
    const { id } = await finishConnecting(actor, input);
    return redirectWith(`/settings/accounts?connected=${id}`);
  };
  return orTellOn("/settings/accounts?provider=google-calendar", go());
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
