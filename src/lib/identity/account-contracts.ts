/** Everything around an account beyond signing in: resets, second factors, passkeys, Google, API keys. Part of the door contracts.ts. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

/** Stored in lower case; 254 characters is what SMTP carries (RFC 5321 section 4.5.3.1.3). */
export const AddressSchema = z
  .email("Write an e-mail address")
  .max(254)
  .transform((email) => email.toLowerCase());
/** Length is the only rule (NIST SP 800-63B section 3.1.1.2); 128 bounds the work of hashing. */
export const PasswordSchema = z.string().min(8, "Take at least 8 characters").max(128, "Take at most 128 characters");
export const AccountSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type Account = z.infer<typeof AccountSchema>;

const TokenSchema = z.string().min(1).max(200);
const CodeSchema = z.string().trim().min(1, "Write the code").max(40);
const nothing = z.strictObject({});
const done = z.object({ done: z.literal(true) });

/* ── A new password, a proven address ── */
export const requestPasswordResetEndpoint = endpoint({
  method: "post",
  path: "/api/auth/forgot-password",
  summary: "Mail a link for a new password; answers the same whether or not there is such an account",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ email: AddressSchema }),
  output: done,
});
export const resetPasswordEndpoint = endpoint({
  method: "post",
  path: "/api/auth/reset-password",
  summary: "Set a new password with the token of a link; every session ends",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ token: TokenSchema, password: PasswordSchema }),
  output: done,
});
export const makeResetLinkEndpoint = endpoint({
  method: "post",
  path: "/api/auth/reset-link",
  summary: "A link for a new password, for the command line of this machine",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ email: AddressSchema }),
  output: z.object({ link: z.string() }),
});
export const requestAddressCheckEndpoint = endpoint({
  method: "post",
  path: "/api/auth/verify-email/send",
  summary: "Mail a link that confirms the owner's address",
  auth: "person",
  limit: "sign-in",
  input: nothing,
  output: done,
});
export const confirmAddressEndpoint = endpoint({
  method: "post",
  path: "/api/auth/verify-email",
  summary: "Confirm an address with the token of a link",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ token: TokenSchema }),
  output: done,
});
export const lookAtMailedLinkEndpoint = endpoint({
  method: "post",
  path: "/api/auth/mailed-link",
  summary: "Does the link of a mail still work? Looking doesn't use it up",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ kind: z.enum(["password-reset", "address-check"]), token: TokenSchema }),
  output: z.object({ alive: z.boolean() }),
});

/* ── Proving who one is, again ── */
export const confirmEndpoint = endpoint({
  method: "post",
  path: "/api/auth/confirm",
  summary: "Confirm with the password that it is the owner who asks; dangerous changes want this every quarter of an hour",
  auth: "person",
  limit: "sign-in",
  input: z.strictObject({ password: z.string().min(1, "Write your password").max(128) }),
  output: done,
});

/* ── Authenticator app ── */
export const secondStepEndpoint = endpoint({
  method: "post",
  path: "/api/auth/sign-in/code",
  summary: "Second step of signing in: a code of the authenticator app, or a recovery code",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ code: CodeSchema }),
  output: z.object({ user: AccountSchema }),
});
export const beginTotpEndpoint = endpoint({
  method: "post",
  path: "/api/auth/totp/begin",
  summary: "A new secret for an authenticator app; it counts once a code has been typed",
  auth: "person",
  input: nothing,
  output: z.object({ secret: z.string(), uri: z.string(), /** An SVG picture of a QR code. */ qr: z.string() }),
});
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export const enableTotpEndpoint = endpoint({
  method: "post",
  path: "/api/auth/totp",
  summary: "Turn the authenticator app on with its first code; answers the recovery codes, once",
  auth: "person",
  limit: "sign-in",
  input: z.strictObject({ code: CodeSchema }),
  output: recoveryCodes,
});
export const disableTotpEndpoint = endpoint({
  method: "delete",
  path: "/api/auth/totp",
  summary: "Turn the authenticator app off",
  auth: "person",
  input: nothing,
  output: done,
});
export const renewRecoveryCodesEndpoint = endpoint({
  method: "post",
  path: "/api/auth/totp/recovery-codes",
  summary: "New recovery codes; the old ones stop working",
  auth: "person",
  input: nothing,
  output: recoveryCodes,
});

/* ── Passkeys: options and answers are WebAuthn's own JSON (Web Authentication Level 3, section 5.1) ── */
const WebAuthnOptionsSchema = z.record(z.string(), z.unknown());
const WebAuthnTextSchema = z.string().max(20_000);
const CredentialSchema = z.object({
  id: z.string().min(1).max(2_000),
  rawId: z.string().min(1).max(2_000),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["cross-platform", "platform"]).nullish(),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});
export const RegistrationSchema = CredentialSchema.extend({
  response: z.object({
    clientDataJSON: WebAuthnTextSchema,
    attestationObject: WebAuthnTextSchema,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});
export const AssertionSchema = CredentialSchema.extend({
  response: z.object({
    clientDataJSON: WebAuthnTextSchema,
    authenticatorData: WebAuthnTextSchema,
    signature: WebAuthnTextSchema,
    userHandle: z.string().max(200).nullish(),
  }),
});
export const PasskeySchema = z.object({ id: z.string(), name: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() });
export type Passkey = z.infer<typeof PasskeySchema>;

export const beginPasskeyEndpoint = endpoint({
  method: "post",
  path: "/api/auth/passkeys/begin",
  summary: "Options for making a passkey",
  auth: "person",
  input: nothing,
  output: WebAuthnOptionsSchema,
});
export const addPasskeyEndpoint = endpoint({
  method: "post",
  path: "/api/auth/passkeys",
  summary: "Keep the passkey that the browser has made",
  auth: "person",
  input: z.strictObject({ name: z.string().trim().min(1, "Give it a name").max(60), credential: RegistrationSchema }),
  output: PasskeySchema,
});
export const removePasskeyEndpoint = endpoint({
  method: "delete",
  path: "/api/auth/passkeys/{passkeyId}",
  summary: "Forget a passkey",
  auth: "person",
  input: z.strictObject({ passkeyId: z.string().min(1).max(2_000) }),
  output: done,
});
export const beginPasskeySignInEndpoint = endpoint({
  method: "post",
  path: "/api/auth/passkeys/sign-in/begin",
  summary: "Options for signing in, or confirming, with a passkey",
  auth: "public",
  limit: "sign-in",
  input: nothing,
  output: WebAuthnOptionsSchema,
});
export const passkeySignInEndpoint = endpoint({
  method: "post",
  path: "/api/auth/passkeys/sign-in",
  summary: "Sign in with a passkey; it counts as both steps",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ credential: AssertionSchema }),
  output: z.object({ user: AccountSchema }),
});
export const passkeyConfirmEndpoint = endpoint({
  method: "post",
  path: "/api/auth/confirm/passkey",
  summary: "Confirm with a passkey that it is the owner who asks",
  auth: "person",
  limit: "sign-in",
  input: z.strictObject({ credential: AssertionSchema }),
  output: done,
});

/* ── Google ── */
export const startGoogleEndpoint = endpoint({
  method: "get",
  path: "/api/auth/google/start",
  summary: "To Google and back: sign in, or with `link` connect the Google account to the one that is signed in",
  auth: "public",
  limit: "sign-in",
  answers: "redirect",
  input: z.strictObject({ next: z.string().max(2_000).optional(), link: z.stringbool().optional() }),
  output: z.unknown(),
});
export const finishGoogleEndpoint = endpoint({
  method: "get",
  path: "/api/auth/google/callback",
  summary: "Where Google sends the browser back to",
  auth: "public",
  limit: "sign-in",
  answers: "redirect",
  // Google adds parameters of its own.
  input: z.object({ code: z.string().max(2_000).optional(), state: z.string().max(200).optional(), error: z.string().max(200).optional() }),
  output: z.unknown(),
});
export const unlinkGoogleEndpoint = endpoint({
  method: "delete",
  path: "/api/auth/google",
  summary: "Disconnect the Google account",
  auth: "person",
  input: nothing,
  output: done,
});

/* ── Overview ── */
export const SecurityOverviewSchema = z.object({
  email: z.string(),
  emailVerified: z.boolean(),
  /** Can this server send mail? */
  mail: z.boolean(),
  password: z.boolean(),
  totp: z.object({ on: z.boolean(), recoveryCodesLeft: z.number().int() }),
  passkeys: z.array(PasskeySchema),
  google: z.object({ configured: z.boolean(), connectedAs: z.string().nullable() }),
});
export type SecurityOverview = z.infer<typeof SecurityOverviewSchema>;
export const getSecurityEndpoint = endpoint({
  method: "get",
  path: "/api/auth/security",
  summary: "How the owner's account can be entered",
  auth: "person",
  input: nothing,
  output: SecurityOverviewSchema,
});
