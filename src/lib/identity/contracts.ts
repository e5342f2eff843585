/** Who is asking. Every verb of every room takes an Actor first and acts on that person's rows only. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { isKnownZone } from "@/lib/time/known-zone";
import { AccountSchema, AddressSchema, PasswordSchema } from "./account-contracts";

export * from "./account-contracts";
export * from "./picture-contracts";

export const scopes = [
  "scheduling:read",
  "scheduling:write",
  "people:read",
  "people:write",
  "memory:read",
  "memory:write",
  "tasks:read",
  "tasks:write",
  "notifications",
  "mail:read",
  "mail:write",
  "chat",
  "integrations:read",
  "integrations:write",
  "links:read",
  "links:write",
  "settings",
] as const;
export type Scope = (typeof scopes)[number];

export interface Actor {
  /** The account whose data is touched. */
  readonly userId: string;
  /** The way in; the audit trail keeps it. `assistant` = Perin acting on the owner's word, `visitor` = whoever holds a link. */
  readonly via: "session" | "api-key" | "assistant" | "command-line" | "visitor" | "system";
  readonly scopes: readonly Scope[];
  readonly sessionId?: string;
}

/** How something just done can be taken back, in whichever room it was done. */
export const UndoSchema = z.object({ changeId: z.uuid(), until: z.iso.datetime({ offset: true }), summary: z.string() });
export type Undo = z.infer<typeof UndoSchema>;
/** A change that was taken back: what it had done, and in a sentence how things are now. */
export interface Undone {
  readonly summary: string;
  readonly state: string;
}

/** IANA zone id the runtime knows. */
export const ZoneSchema = z.string().min(1).max(64).refine(isKnownZone, "Not a time zone this server knows");
export const LocaleSchema = z
  .string()
  .min(2)
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/);

/** How the delegate speaks; facts are the same in each. */
export const ToneSchema = z.enum(["plain", "warm", "formal"]);
export type Tone = z.infer<typeof ToneSchema>;

/** What Perin knows about the owner beyond the account itself. */
export const ProfileSchema = z.object({
  userId: z.string(),
  name: z.string().min(1).max(120),
  email: z.email(),
  zone: ZoneSchema,
  locale: LocaleSchema,
  /** 1 = Monday … 7 = Sunday. */
  weekStart: z.number().int().min(1).max(7),
  hourCycle: z.enum(["h12", "h23"]),
  delegateName: z.string().min(1).max(60),
  tone: ToneSchema,
  role: z.enum(["operator", "owner"]),
});
export type Profile = z.infer<typeof ProfileSchema>;

export const getProfileEndpoint = endpoint({
  method: "get",
  path: "/api/settings/profile",
  summary: "Who the owner is to Perin",
  auth: "session",
  input: z.strictObject({}),
  output: ProfileSchema,
});
export const updateProfileEndpoint = endpoint({
  method: "patch",
  path: "/api/settings/profile",
  summary: "Change name, zone, locale, week start, clock, tone or the delegate's name",
  auth: "session",
  input: z.strictObject(
    ProfileSchema.pick({ zone: true, locale: true, weekStart: true, hourCycle: true, tone: true })
      .extend({ name: z.string().trim().min(1, "Write your name").max(120), delegateName: z.string().trim().min(1, "Give it a name").max(60) })
      .partial().shape,
  ),
  output: ProfileSchema,
});

/* ── Accounts and sessions ── */
export const SignUpInputSchema = z.strictObject({
  name: z.string().trim().min(1, "Write your name").max(120),
  email: AddressSchema,
  password: PasswordSchema,
  /** What the browser says; a zone or locale this server doesn't know mustn't keep anybody out. */
  zone: ZoneSchema.catch("UTC").default("UTC"),
  locale: LocaleSchema.catch("en").default("en"),
  /** Asked of the first account when the server listens beyond this machine. */
  setupCode: z.string().max(64).optional(),
});
export type SignUpInput = z.output<typeof SignUpInputSchema>;
export const SignInInputSchema = z.strictObject({
  email: z.string().min(1, "Write your e-mail address").max(254),
  password: z.string().min(1, "Write your password").max(128),
  rememberMe: z.boolean().default(true),
});
export type SignInInput = z.output<typeof SignInInputSchema>;

export const SessionSchema = z.object({
  id: z.string(),
  current: z.boolean(),
  /** "Firefox on Linux", as far as the browser tells. */ device: z.string(),
  ipAddress: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type Session = z.infer<typeof SessionSchema>;

export const signUpEndpoint = endpoint({
  method: "post",
  path: "/api/auth/sign-up/email",
  summary: "Make an account and sign in; the first one becomes the operator",
  auth: "public",
  limit: "sign-in",
  input: SignUpInputSchema,
  /** `verify`: the account is there, and the address has to be confirmed by mail before it can be entered. */
  output: z.object({ user: AccountSchema, verify: z.boolean().optional() }),
});
export const signInEndpoint = endpoint({
  method: "post",
  path: "/api/auth/sign-in/email",
  summary: "Sign in with e-mail address and password; with an authenticator app a second step follows",
  auth: "public",
  limit: "sign-in",
  input: SignInInputSchema,
  output: z.union([z.object({ user: AccountSchema }), z.object({ secondStep: z.literal(true) })]),
});
export const signOutEndpoint = endpoint({
  method: "post",
  path: "/api/auth/sign-out",
  summary: "End this session, or with `everywhere` all of them",
  auth: "person",
  input: z.strictObject({ everywhere: z.boolean().default(false) }),
  output: z.object({ ended: z.number().int() }),
});
export const listSessionsEndpoint = endpoint({
  method: "get",
  path: "/api/auth/sessions",
  summary: "Where the owner is signed in",
  auth: "person",
  input: z.strictObject({}),
  output: z.object({ sessions: z.array(SessionSchema) }),
});
export const revokeSessionEndpoint = endpoint({
  method: "delete",
  path: "/api/auth/sessions/{sessionId}",
  summary: "End one session",
  auth: "person",
  input: z.strictObject({ sessionId: z.string().min(1).max(64) }),
  output: z.object({ ended: z.literal(true) }),
});
export const changePasswordEndpoint = endpoint({
  method: "put",
  path: "/api/auth/password",
  summary: "Change the password, or set the first one of an account that has none; every other session ends",
  auth: "person",
  limit: "sign-in",
  input: z.strictObject({ currentPassword: z.string().min(1, "Write your password").max(128).optional(), newPassword: PasswordSchema }),
  output: z.object({ changed: z.literal(true) }),
});

/** How this server takes new accounts: `first` = the next one becomes the operator, `first-with-code` = and has to bring the set-up code. */
export type SignUpState = "open" | "first" | "first-with-code" | "closed";

/* ── API keys: programs act for an owner with the scopes that the key was given ── */
export const scopeWords: Readonly<Record<Scope, string>> = {
  "scheduling:read": "Read the calendar and free time",
  "scheduling:write": "Make, change and cancel events",
  "people:read": "Read contacts",
  "people:write": "Change contacts",
  "mail:read": "Read mail",
  "mail:write": "Write, send and change mail",
  chat: "Talk with the assistant and decide approvals",
  "memory:read": "Read what Perin keeps in mind",
  "memory:write": "Change what Perin keeps in mind",
  "tasks:read": "Read to-dos and reminders",
  "tasks:write": "Change to-dos and reminders",
  notifications: "Read notifications and mark them read",
  "integrations:read": "See connected services",
  "integrations:write": "Connect and disconnect services",
  "links:read": "See links and what was done with them",
  "links:write": "Make, change and revoke links",
  settings: "Read and change settings",
};
export const ApiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters; the rest is shown once, when the key is made. */
  start: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});
export type ApiKey = z.infer<typeof ApiKeySchema>;

export const NewApiKeySchema = z.strictObject({
  name: z.string().trim().min(1, "Give it a name").max(60),
  scopes: z.array(z.enum(scopes)).min(1, "Choose at least one").max(scopes.length),
  /** Days until it stops working; null = never. */
  days: z.number().int().min(1).max(3_650).nullable().default(90),
});
export type NewApiKey = z.output<typeof NewApiKeySchema>;

export const listApiKeysEndpoint = endpoint({
  method: "get",
  path: "/api/auth/api-keys",
  summary: "The owner's API keys, newest first",
  auth: "person",
  input: z.strictObject({}),
  output: z.object({ apiKeys: z.array(ApiKeySchema) }),
});
export const createApiKeyEndpoint = endpoint({
  method: "post",
  path: "/api/auth/api-keys",
  summary: "Make an API key; the answer is the only place that holds it whole",
  auth: "person",
  input: NewApiKeySchema,
  output: z.object({ apiKey: ApiKeySchema, key: z.string() }),
});
export const revokeApiKeyEndpoint = endpoint({
  method: "delete",
  path: "/api/auth/api-keys/{apiKeyId}",
  summary: "Revoke an API key; it stops working at once",
  auth: "person",
  input: z.strictObject({ apiKeyId: z.uuid() }),
  output: z.object({ revoked: z.literal(true) }),
});
