/** Where Microsoft is: its sign-in for one tenant or all, and Graph; both can be moved to a server that stands in for them. */
import { config, publicOrigin } from "@/lib/config";

export interface MicrosoftAddresses {
  readonly consent: string;
  readonly token: string;
  /** Version 1.0 of Graph, without a slash at its end. */
  readonly graph: string;
}

export const microsoftAddresses = (): MicrosoftAddresses => {
  const { MICROSOFT_LOGIN_BASE: login, MICROSOFT_GRAPH_BASE: graph, MICROSOFT_TENANT: tenant } = config();
  const base = `${login}/${encodeURIComponent(tenant)}/oauth2/v2.0`;
  return { consent: `${base}/authorize`, token: `${base}/token`, graph: `${graph}/v1.0` };
};

/** What has to stand, letter for letter, among the app's redirect URIs (platform Web). */
export const microsoftRedirectUri = (): string => `${publicOrigin()}/api/integrations/microsoft/callback`;
