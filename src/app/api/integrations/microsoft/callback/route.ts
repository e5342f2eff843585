import { orTellOn, redirectWith } from "@/app/_composition/redirect";
import { notAllowed, route } from "@/app/_composition/route";
import { finishMicrosoftConnectEndpoint } from "@/lib/integrations/contracts";
import { finishConnecting } from "@/lib/integrations/service";

export const GET = route(finishMicrosoftConnectEndpoint, ({ input, actor }) => {
  const go = async (): Promise<Response> => {
    const { id } = await finishConnecting(actor, input);
    return redirectWith(`/settings/accounts?connected=${id}`);
  };
  return orTellOn("/settings/accounts?provider=microsoft-calendar", go());
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
