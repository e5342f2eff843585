/** Addresses of connected accounts; see addresses.ts. */
import type { Endpoint } from "@/lib/endpoint";
import type {
  connectEndpoint,
  disconnectEndpoint,
  listConnectionsEndpoint,
  syncConnectionEndpoint,
  updateConnectionEndpoint,
} from "@/lib/integrations/contracts";

const address = <Declared extends Endpoint>(method: Declared["method"], path: Declared["path"]): Declared => ({ method, path }) as Declared;

export const listConnections = address<typeof listConnectionsEndpoint>("get", "/api/integrations");
export const connect = address<typeof connectEndpoint>("post", "/api/integrations");
export const updateConnection = address<typeof updateConnectionEndpoint>("patch", "/api/integrations/{connectionId}");
export const syncConnection = address<typeof syncConnectionEndpoint>("post", "/api/integrations/{connectionId}/sync");
export const disconnect = address<typeof disconnectEndpoint>("delete", "/api/integrations/{connectionId}");
