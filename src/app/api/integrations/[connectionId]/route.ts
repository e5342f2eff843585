import { notAllowed, route } from "@/app/_composition/route";
import { disconnectEndpoint, updateConnectionEndpoint } from "@/lib/integrations/contracts";
import { disconnect, updateConnection } from "@/lib/integrations/service";

export const PATCH = route(updateConnectionEndpoint, ({ actor, input }) => updateConnection(actor, input));
export const DELETE = route(disconnectEndpoint, ({ actor, input }) => disconnect(actor, input));
export const { GET, POST, PUT } = notAllowed("PATCH", "DELETE");
