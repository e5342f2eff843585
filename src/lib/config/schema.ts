/** Every environment variable Perin reads, each with what it means. A new one is one line here and one in .env.example. */
import { z } from "zod";
import { limitClasses } from "@/lib/endpoint";
import { parseRedisUrl } from "./redis-url";

const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");
const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const token = z.string().min(16, "at least 16 characters (openssl rand -hex 24)");
const sentryDsn = /^https?:\/\/[\w-]+@[^/?#]+\/(?:[^?#]*\/)?\d+$/;
/** A comma-separated list of known names. */
const names = <const Name extends string>(known: readonly [Name, ...Name[]]) =>
  z
    .string()
    .transform((value) => value.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(known)));

const oneLimit = `(?:${limitClasses.join("|")})=[1-9][0-9]{0,6}`;
const limitsForm = new RegExp(`^(?:${oneLimit}(?:,${oneLimit})*)?$`);

/** The same as the assistant's ids (src/lib/ai/core/model-order.ts), which this floor can't see; a test compares them. */
const modelNames = new Set(["openai", "openai-compatible", "anthropic", "google", "builtin"]);

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** Embedded database, generated secrets, logs. */
  DATA_DIR: z.string().min(1).default("./.data"),
  /** postgres:// address of a server; without it the embedded database under DATA_DIR serves. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_MAX: integer(1, 200).default(10),
  /** inline: this server also does the background work; off: `npm run worker` does it beside it. */
  WORKER: z.enum(["inline", "off"]).default("inline"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: integer(1, 65_535).default(3000),
  /** The origin people type; links in mails and OAuth redirects start with it. */
  PUBLIC_URL: origin.optional(),
  APP_URL: origin.optional(),
  /** Where programs call the API, as its description says; without it they call the server that described it. */
  NEXT_PUBLIC_API_URL: httpUrl.optional(),
  LOG_LEVEL: z.enum(["error", "warn", "info", "http", "verbose", "debug", "silly", "silent"]).optional(),
  LOG_DIR: z.string().min(1).optional(),
  /** Redis is used only if one of these two is set. */
  REDIS_URL: z
    .string()
    .refine(
      (url) => parseRedisUrl(url) !== null,
      "redis://host:6379, rediss:// for TLS, redis+sentinel://a:26379,b:26379/name or redis+cluster://a:6379,b:6379",
    )
    .optional(),
  REDIS_HOST: z.string().min(1).optional(),
  REDIS_PORT: integer(1, 65_535).default(6379),
  /** Requests a minute of one caller, by class; those not named keep the product's own. */
  RATE_LIMITS: z
    .string()
    .regex(limitsForm, `classes with requests a minute, as in chat=10,sign-in=5; the classes are ${limitClasses.join(", ")}`)
    .default("")
    .transform((value): Partial<Record<string, number>> =>
      Object.fromEntries([...value.matchAll(/([a-z-]+)=(\d+)/g)].map((pair) => [pair[1] ?? "", Number(pair[2])] as const)),
    ),
  /** Multiplies every rate limit; 1 is the product's own. */
  RATE_LIMIT_SCALE: z.coerce.number().positive().max(10_000).default(1),
  /** Number of trusted proxies in front of Perin whose X-Forwarded-For is believed. */
  TRUST_PROXY: integer(0, 10).default(0),
  /** Where secret settings come from that aren't set themselves. */
  SECRETS_PROVIDER: z.enum(["env", "files", "azure", "aws"]).default("env"),
  /** Folder with one file a secret, by its name. */
  SECRETS_DIR: z.string().min(1).default("/run/secrets"),
  KEYVAULT_URL: httpUrl.optional(),
  /** Stands before each name in the vault; perin- on Azure, perin/ on AWS. */
  SECRETS_PREFIX: z.string().max(100).optional(),
  SECRETS_REFRESH_SECONDS: integer(5, 86_400).default(300),
  /** Both secrets are generated under DATA_DIR when they aren't given. */
  AUTH_SECRET: z.string().min(32).optional(),
  /** The first seals, all open: put a new key in front to rotate. */
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}(?:,[0-9a-f]{64})*$/i, "64 hexadecimal digits (openssl rand -hex 32)")
    .optional(),
  /** Whom to tell about a vulnerability: mailto:, https: or tel:. */
  SECURITY_CONTACT: z.url({ protocol: /^(?:mailto|https|tel)$/, hostname: /.*/ }).optional(),
  DISABLE_SIGNUP: flag.default(false),
  /** Who may make an account: addresses and whole domains, with commas between them. Without it, everybody. */
  SIGNUP_ALLOWLIST: z
    .string()
    .regex(/^\s*[^\s,@]*@?[^\s,@]+(?:\s*,\s*[^\s,@]*@?[^\s,@]+)*\s*$/, "addresses and domains with commas between them, as in ada@example.org,example.com")
    .transform((list) => list.split(",").map((entry) => entry.trim().toLowerCase()))
    .optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENAI_MODEL: z.string().min(1).optional(),
  ANTHROPIC_API_KEY: z.string().min(1).optional(),
  ANTHROPIC_BASE_URL: httpUrl.optional(),
  ANTHROPIC_MODEL: z.string().min(1).optional(),
  GOOGLE_GENERATIVE_AI_API_KEY: z.string().min(1).optional(),
  GOOGLE_GENERATIVE_AI_BASE_URL: httpUrl.optional(),
  GOOGLE_GENERATIVE_AI_MODEL: z.string().min(1).optional(),
  /** Models in the order they are tried; builtin always answers last. */
  MODEL_ORDER: z
    .string()
    .refine((value) => value.split(",").every((name) => modelNames.has(name)), `names out of ${[...modelNames].join(", ")} with commas between them`)
    .optional(),
  /** Tokens a day that models may cost one link that outsiders use; 0 leaves visitors to the built-in words. */
  LINK_MODEL_TOKENS_A_DAY: integer(0, 100_000_000).default(60_000),
  GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
  /** Moves all of Google to another server (an emulator); GOOGLE_BASE_URL is another name for it. */
  GOOGLE_API_BASE: httpUrl.optional(),
  GOOGLE_BASE_URL: httpUrl.optional(),
  MICROSOFT_CLIENT_ID: z.string().min(1).optional(),
  MICROSOFT_CLIENT_SECRET: z.string().min(1).optional(),
  /** Whose accounts may connect: common (everybody's), organizations, consumers, or one tenant's id or domain. */
  MICROSOFT_TENANT: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, "common, organizations, consumers, or a tenant's id or domain")
    .default("common"),
  /** Microsoft's sign-in and Graph, of a national cloud or a server that stands in for them. */
  MICROSOFT_LOGIN_BASE: httpUrl.default("https://login.microsoftonline.com"),
  MICROSOFT_GRAPH_BASE: httpUrl.default("https://graph.microsoft.com"),
  /** Hosts, addresses and ranges (192.168.1.0/24) of the own network that connected accounts may lie at, with commas between them. */
  PRIVATE_HOSTS_ALLOWED: z.string().min(1).optional(),
  /** The server that takes our mails; smtps:// speaks TLS from the first byte, smtp:// asks for it (STARTTLS). */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom our mails come from: perin@example.com or Perin <perin@example.com>. */
  MAIL_FROM: z
    .string()
    .max(320)
    .regex(/^(?:[^<>@\r\n,;:"]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/, "an address, as in perin@example.com or Perin <perin@example.com>")
    .optional(),
  /** Opens GET /api/metrics to whoever sends it as a bearer; without it the address doesn't exist. */
  METRICS_TOKEN: token.optional(),
  /** Opens the reasons and latencies of GET /api/health/detailed; METRICS_TOKEN opens them too. */
  HEALTH_TOKEN: token.optional(),
  /** Where numbers go: prometheus (asked for), otlp, datadog, cloudwatch (sent). */
  METRICS_EXPORTERS: names(["prometheus", "otlp", "datadog", "cloudwatch"]).prefault("prometheus"),
  METRICS_INTERVAL_SECONDS: integer(1, 3_600).default(60),
  /** Traces are sent only if this address or the next one is set. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().min(1).optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default("perin"),
  /** Share of the traces begun here that are kept, 0 to 1; one that a caller has begun follows the caller. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  DD_AGENT_HOST: z.string().min(1).default("127.0.0.1"),
  DD_DOGSTATSD_PORT: integer(1, 65_535).default(8125),
  DD_SERVICE: z.string().min(1).default("perin"),
  DD_ENV: z.string().min(1).optional(),
  CLOUDWATCH_NAMESPACE: z.string().min(1).default("Perin"),
  /** Errors of server and browser go to this Sentry project; without it nothing of Sentry is loaded. */
  SENTRY_DSN: z
    .url({ protocol: /^https?$/ })
    .refine((value) => sentryDsn.test(value), "a Sentry DSN, as in https://key@host/1")
    .optional(),
  SENTRY_ENVIRONMENT: z.string().min(1).optional(),
  SENTRY_RELEASE: z.string().min(1).optional(),
  /** Share of requests whose timing goes to Sentry, 0 to 1. */
  SENTRY_TRACES_SAMPLE_RATE: z.coerce.number().min(0).max(1).default(0),
  npm_package_version: z.string().min(1).optional(),
});

/** What only makes sense together. */
export const ConfigSchema = settings.superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
  if (SMTP_URL !== undefined && MAIL_FROM === undefined)
    context.addIssue({ code: "custom", path: ["MAIL_FROM"], message: "SMTP_URL is set, so the address that mails come from is needed, too" });
});

export type Config = z.infer<typeof ConfigSchema>;

/** Settings that a vault may hold: whatever its name says is secret, and addresses with a password in them. */
export const secretSettings: readonly string[] = Object.keys(ConfigSchema.shape).filter((name) =>
  /(?:_SECRET|_KEY|_TOKEN|_PASSWORD|_DSN)$|^(?:DATABASE|REDIS|SMTP)_URL$/.test(name),
);
