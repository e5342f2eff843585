/** What a provider says about itself (manifest), what it is given, and what it must be able to do. */
import { z } from "zod";
import type { AppError } from "@/lib/errors";
import type { CalendarPort } from "./calendar-contracts";
import type { MailPort } from "./mail-contracts";
import { integrationTypes, type IntegrationType } from "./provider-ids";

/* ── What a provider says about itself ── */
export const KindSchema = z.enum(["calendar", "mail"]);
export type Kind = z.infer<typeof KindSchema>;

/** One thing the owner types to connect. Everything typed is sealed; `password` isn't shown while it is typed. */
export const FieldSchema = z.object({
  name: z.string().regex(/^[a-z][A-Za-z]*$/),
  label: z.string(),
  hint: z.string(),
  input: z.enum(["text", "email", "url", "password"]),
  required: z.boolean(),
});

export const ManifestSchema = z.object({
  id: z.enum(["builtin", ...integrationTypes]),
  /** "Google Calendar". */
  label: z.string(),
  /** One sentence for the settings page. */
  about: z.string(),
  kinds: z.array(KindSchema).min(1),
  /** How one connects: on a page of theirs, with name and password, or with an address. `none`: there is nothing to connect. */
  connects: z.enum(["oauth", "credentials", "address", "none"]),
  fields: z.array(FieldSchema),
  /** Nothing can be written there, whatever the account. */
  readOnly: z.boolean(),
  /** How often it is asked for news, in minutes. */
  everyMinutes: z.number().int().min(1).max(1_440),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/* ── What a provider is given ── */

/** One connected account as its provider sees it. Server only. */
export interface Access {
  readonly connectionId: string;
  readonly userId: string;
  /** Who it is there: an address, or a host. */
  readonly account: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** oauth: a bearer token that is good for at least another minute. With `stale`, the one just refused: another one. Errors: integrations/reconnect. */
  readonly token: (stale?: string) => Promise<string>;
  /** credentials, address: what the owner typed, and whatever `prepare` added. Errors: integrations/reconnect. */
  readonly secret: () => Promise<Readonly<Record<string, string>>>;
}

/** An account that was tried and works, about to be stored. */
export interface PreparedAccount {
  readonly account: string;
  readonly name: string;
  /** Sealed as a whole. */
  readonly secret: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the provider's consent page gave. */
export interface GrantedAccount {
  readonly account: string;
  readonly name: string;
  readonly accessToken: string;
  /** Null when none was given this time; the one that is stored stays. */
  readonly refreshToken: string | null;
  readonly expiresAt: string | null;
  readonly scopes: readonly string[];
}

export interface OAuth {
  /** The providers whose connections of one account rest on the same grant: it is taken back with the last of them. */
  readonly grantOf: readonly IntegrationType[];
  /** Errors: integrations/not-configured. */
  readonly authorizationUrl: (request: { readonly state: string; readonly codeChallenge: string; readonly loginHint?: string | undefined }) => string;
  /** The code for tokens, and who it is. Errors: integrations/scope-missing, -redirect-mismatch, -client-refused, each with the value to correct. */
  readonly redeem: (code: string, codeVerifier: string) => Promise<GrantedAccount>;
  /** Errors: integrations/reconnect when the grant is gone; else whatever may be tried again. */
  readonly refresh: (refreshToken: string) => Promise<Pick<GrantedAccount, "accessToken" | "refreshToken" | "expiresAt">>;
  /** Takes the grant back at the provider. What is already gone counts as taken back. Null where only its owner can do that, there. */
  readonly revoke: ((token: string) => Promise<void>) | null;
  /** `error` of the address that the browser comes back with (RFC 6749 section 4.1.2.1), in our words. */
  readonly consentError: (word: string) => AppError;
  /** What an error of connecting means with this provider, with the exact value to correct; null where its general words say it all. */
  readonly explain: (code: string) => string | null;
  /** What the operator still has to set; null when it can be used. */
  readonly missing: () => string | null;
}

export interface Provider {
  readonly manifest: Manifest;
  /** For `connects: "oauth"`. */
  readonly oauth?: OAuth;
  /** For `credentials` and `address`: tries what was typed. Errors: integrations/credentials-refused, integrations/address-refused, integrations/unreachable. */
  readonly prepare?: (fields: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<PreparedAccount>;
  readonly calendar?: (access: Access) => CalendarPort;
  readonly mail?: (access: Access) => MailPort;
  /** Its mail port can `watch`. */
  readonly watches?: true;
}
