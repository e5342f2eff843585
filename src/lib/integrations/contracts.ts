/**
 * Outside accounts an owner can connect: what a connection is, and the endpoints. What a provider is and must be able to do stands beside; a
 * new one is a folder under `providers/` and a line in its registry.
 */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { KindSchema, ManifestSchema } from "./provider-contracts";
import { integrationTypes, IntegrationTypeSchema, type IntegrationType } from "./provider-ids";

export * from "./calendar-contracts";
export * from "./mail-contracts";
export * from "./mirror-contracts";
export * from "./provider-contracts";
export * from "./provider-ids";

export const ConnectIntegrationInputSchema = z.strictObject({
  type: IntegrationTypeSchema,
  userId: z.string().min(1).max(64),
  /** The answer is taken in this session only. */
  sessionId: z.string().optional(),
});
export type ConnectIntegrationInput = Omit<z.output<typeof ConnectIntegrationInputSchema>, "type"> & { readonly type: IntegrationType | "calendar" };

/** What a provider needs to act for the owner. Server only: it holds the token. */
export interface IntegrationContext {
  readonly type: IntegrationType;
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** RFC 3339 instant, or null when the token doesn't expire. */
  readonly expiresAt: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const colors = ["#4f6bed", "#0f7b6c", "#b4530a", "#9b2c6f", "#5b6b1f", "#7a4fd0", "#a8321f", "#2f6f9f"] as const;
export const ColorSchema = z.string().regex(/^#[0-9a-f]{6}$/);

export const ConnectionSchema = z.object({
  id: z.uuid(),
  provider: z.enum(integrationTypes),
  /** The provider's. */
  label: z.string(),
  kinds: z.array(KindSchema),
  account: z.string(),
  name: z.string(),
  color: ColorSchema,
  checksConflicts: z.boolean(),
  writesHere: z.boolean(),
  canWrite: z.boolean(),
  state: z.enum(["waiting", "syncing", "connected", "failing", "reconnect"]),
  /** "Connected, last synced 2 minutes ago". */
  status: z.string(),
  /** What is wrong and what to do, in words; with the error's code. */
  problem: z.object({ code: z.string(), text: z.string() }).nullable(),
  progress: z.object({ done: z.number().int(), all: z.number().int().nullable() }).nullable(),
  /** What of it couldn't be read, with the reason; the first fifty. */
  unreadable: z.array(z.object({ what: z.string(), reason: z.string() })),
  syncedAt: z.string().nullable(),
  connectedAt: z.string(),
});
export type Connection = z.infer<typeof ConnectionSchema>;

const OfferedSchema = ManifestSchema.extend({
  /** What the operator still has to set before this can be connected; null when it can be. */
  missing: z.string().nullable(),
});
export type OfferedProvider = z.infer<typeof OfferedSchema>;

const ConnectionIdSchema = z.uuid();

export const listConnectionsEndpoint = endpoint({
  method: "get",
  path: "/api/integrations",
  summary: "The owner's connected accounts with their state, and what else can be connected",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ connections: z.array(ConnectionSchema), providers: z.array(OfferedSchema) }),
});
export const connectEndpoint = endpoint({
  method: "post",
  path: "/api/integrations",
  summary: "Connect an account: answers the address where the owner allows it, or the connection when what was typed works",
  auth: "person",
  input: z.strictObject({
    type: z.enum(integrationTypes),
    /** By name, as the provider's `fields` ask. */
    fields: z.record(z.string().max(40), z.string().max(2_000)).default({}),
    /** The connection to sign in to again. */
    connectionId: ConnectionIdSchema.optional(),
  }),
  output: z.object({ authUrl: z.url().nullable(), connection: ConnectionSchema.nullable() }),
});
export const finishConnectEndpoint = endpoint({
  method: "get",
  path: "/api/integrations/google/callback",
  summary: "Where Google sends the browser back to after the owner allowed access",
  auth: "session",
  // Providers add parameters of their own.
  input: z.object({ state: z.string().max(500).optional(), code: z.string().max(2_000).optional(), error: z.string().max(200).optional() }),
  output: z.object({}),
  answers: "redirect",
});
export const finishMicrosoftConnectEndpoint = endpoint({
  ...finishConnectEndpoint,
  path: "/api/integrations/microsoft/callback",
  summary: "Where Microsoft sends the browser back to after the owner allowed access",
});
/** Where Google's calls come in. Its headers say which channel; there is no body. */
export const noticePath = "/api/integrations/google/notices";
export const hearNoticeEndpoint = endpoint({
  method: "post",
  path: noticePath,
  summary: "Google says that a calendar has news (X-Goog-Channel-ID, X-Goog-Channel-Token); answers the same whether anybody listens or not",
  auth: "public",
  limit: "read",
  input: z.object({}),
  output: z.object({}),
});
export const updateConnectionEndpoint = endpoint({
  method: "patch",
  path: "/api/integrations/{connectionId}",
  summary: "Rename a connected account, colour it, or turn its switches",
  auth: "session",
  input: z.strictObject({
    connectionId: ConnectionIdSchema,
    name: z.string().trim().min(1).max(80).optional(),
    color: ColorSchema.optional(),
    checksConflicts: z.boolean().optional(),
    writesHere: z.boolean().optional(),
  }),
  output: ConnectionSchema,
});
export const syncConnectionEndpoint = endpoint({
  method: "post",
  path: "/api/integrations/{connectionId}/sync",
  summary: "Sync a connected account now",
  auth: "session",
  input: z.strictObject({ connectionId: ConnectionIdSchema }),
  output: ConnectionSchema,
});
export const disconnectEndpoint = endpoint({
  method: "delete",
  path: "/api/integrations/{connectionId}",
  summary: "Disconnect an account: the grant is revoked there, and everything mirrored from it goes here",
  auth: "person",
  input: z.strictObject({ connectionId: ConnectionIdSchema }),
  output: z.object({ disconnected: z.literal(true), revoked: z.boolean() }),
});
