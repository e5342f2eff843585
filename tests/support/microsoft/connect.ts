/** Connecting an owner to the Microsoft of `microsoft-server.ts`. */
import type { Actor } from "@/lib/identity/contracts";
import type { Connection, IntegrationType } from "@/lib/integrations/contracts";
import { finishConnecting, startConnecting } from "@/lib/integrations/service";
import { setting } from "../settings";
import { allow } from "./login-routes";
import type { MicrosoftServer } from "./microsoft-server";

export const useMicrosoft = (microsoft: MicrosoftServer): void =>
  setting({
    MICROSOFT_LOGIN_BASE: microsoft.origin,
    MICROSOFT_GRAPH_BASE: microsoft.origin,
    MICROSOFT_CLIENT_ID: "11111111-2222-3333-4444-555555555555",
    MICROSOFT_CLIENT_SECRET: "test-secret",
  });

export const connectMicrosoft = async (actor: Actor, microsoft: MicrosoftServer, type: IntegrationType): Promise<Connection> => {
  const { authUrl } = await startConnecting(actor, { type, fields: {} });
  const back = allow(microsoft.login, authUrl ?? "").searchParams;
  return finishConnecting(actor, { state: back.get("state") ?? "", code: back.get("code") ?? "" });
};
