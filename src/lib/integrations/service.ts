/** The door of integrations: connecting outside accounts, how they are, and what can be done with them. */
import { findIntegrationTokens, findUserIntegration } from "@/lib/queries/integrations";
import { IntegrationTypeSchema, type IntegrationContext, type Provider } from "./contracts";
import { providers } from "./providers/registry";
import { typeOf } from "./stored-connection";

export { hearNotice } from "./channels";
export { connectIntegration, finishConnecting, startConnecting } from "./connect";
export { disconnect, grantsToTakeBack, listConnections, syncNow, updateConnection } from "./connections";
export { readCalendar as readCalendarFile } from "./icalendar/read-calendar";
export { findMailAccount, findWritingMailAccount, listMailAccounts, openCalendars, openMailbox, ownMailbox, type MailAccount } from "./ports";
export { orderDueSyncs, syncConnection, type Sinks } from "./sync";
export { syncOrder } from "./sync-order";
export { watchAccounts, type Watching } from "./watch";

/** What an error of connecting means here, with the exact value to correct; null where its general words say it all. */
export const explainProblem = (code: string, provider: string): string | null => {
  const type = typeOf(provider);
  const { oauth }: Partial<Provider> = type === null ? {} : providers[type];
  return oauth?.explain(code) ?? null;
};

type ContextInput = { readonly type: "gmail" | "calendar" | IntegrationContext["type"]; readonly userId: string };

/**
 * The owner's connection of a type with its opened token, or null when there is none; the newest of several. Takes one object, or owner and
 * type. Errors: secrets/unreadable.
 */
export async function loadIntegrationContext(input: ContextInput): Promise<IntegrationContext | null>;
export async function loadIntegrationContext(
  userId: string,
  type: ContextInput["type"],
  params?: Readonly<Record<string, unknown>>,
): Promise<IntegrationContext | null>;
export async function loadIntegrationContext(first: ContextInput | string, second?: ContextInput["type"]): Promise<IntegrationContext | null> {
  const [userId, asked] = typeof first === "string" ? [first, second] : [first.userId, first.type];
  const type = IntegrationTypeSchema.parse(asked);
  const [row, tokens] = await Promise.all([findUserIntegration(userId, type), findIntegrationTokens(userId, type)]);
  if (!row || !tokens) return null;
  return { type, accessToken: tokens.accessToken, scopes: row.scopes, expiresAt: row.token_expires_at, metadata: row.metadata };
}
