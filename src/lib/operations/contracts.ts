/** What the operator of a server sees and does. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

export const BackupReportSchema = z.object({
  path: z.string(),
  tables: z.number().int(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** The generated secrets are in it: whoever has the file can read everything. */
  holdsSecrets: z.boolean(),
});
export type BackupReport = z.infer<typeof BackupReportSchema>;

export const commandLineBackupEndpoint = endpoint({
  method: "post",
  path: "/api/operations/command-line/backup",
  summary: "Back up everything into a file of this machine; for the command line of this machine",
  auth: "public",
  limit: "write",
  input: z.strictObject({ path: z.string().min(1).max(4_096).optional(), withoutSecrets: z.boolean().default(false) }),
  output: BackupReportSchema,
});

export const RotationReportSchema = z.object({
  sealedAnew: z.number().int(),
  alreadyNewest: z.number().int(),
  dropped: z.number().int(),
  /** Whether the keys are the generated ones or come from the settings. */
  keys: z.enum(["generated", "settings"]),
});
export type RotationReport = z.infer<typeof RotationReportSchema>;

export const commandLineRotateKeysEndpoint = endpoint({
  method: "post",
  path: "/api/operations/command-line/rotate-keys",
  summary: "Seal everything that is stored under the newest key; for the command line of this machine",
  auth: "public",
  limit: "write",
  input: z.strictObject({ dropUnreadable: z.boolean().default(false) }),
  output: RotationReportSchema,
});

/* ── The operator's view ── */
export const ExaminationSchema = z.object({
  version: z.string(),
  environment: z.string(),
  uptimeSeconds: z.number().int(),
  memoryMb: z.number().int(),
  database: z.object({
    kind: z.enum(["embedded", "server"]),
    reachable: z.boolean(),
    version: z.string().nullable(),
    migrations: z.array(z.object({ filename: z.string(), appliedAt: z.string().nullable() })),
    /** What is wrong with the migrations, in a sentence. */
    fault: z.string().nullable(),
    /** Null: could not be tried. */
    keyOpens: z.boolean().nullable(),
    operatorExists: z.boolean(),
  }),
  redis: z.object({ configured: z.boolean(), latencyMs: z.number().nullable() }),
  circuits: z.array(z.object({ name: z.string(), state: z.string(), failures: z.number(), retryAfterMs: z.number() })),
  /** Processes that work on the queue, and what was given up; null when it couldn't be asked. */
  jobs: z.object({ workers: z.number().int(), waiting: z.number().int(), dead: z.number().int() }).nullable(),
  mail: z.boolean(),
  secrets: z.object({ provider: z.string(), fileMode: z.number().int().nullable() }),
  newestBackup: z.object({ name: z.string(), at: z.string(), bytes: z.number().int() }).nullable(),
});
export type Examination = z.infer<typeof ExaminationSchema>;

export const RecentErrorsSchema = z.object({
  /** False: no log files are written here. */
  kept: z.boolean(),
  errors: z.array(
    z.object({
      at: z.string(),
      message: z.string(),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      path: z.string().nullable(),
      requestId: z.string().nullable(),
    }),
  ),
});
export type RecentErrors = z.infer<typeof RecentErrorsSchema>;

export const AuditPageSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      /** Null when the account is gone or it was no person. */
      who: z.string().nullable(),
      via: z.string(),
      action: z.string(),
      subjectId: z.string().nullable(),
      requestId: z.string().nullable(),
    }),
  ),
  before: z.string().nullable(),
});
export type AuditPage = z.infer<typeof AuditPageSchema>;

export const overviewEndpoint = endpoint({
  method: "get",
  path: "/api/operator/overview",
  summary: "How this server and its parts are doing, and what went wrong last",
  auth: "operator",
  input: z.strictObject({}),
  output: z.object({ examination: ExaminationSchema, recent: RecentErrorsSchema }),
});
export const auditEndpoint = endpoint({
  method: "get",
  path: "/api/operator/audit",
  summary: "Who did what on this server, newest first",
  auth: "operator",
  input: z.strictObject({ before: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: AuditPageSchema,
});
export const commandLineExamineEndpoint = endpoint({
  method: "post",
  path: "/api/operations/command-line/examine",
  summary: "The same facts, for the command line of this machine",
  auth: "public",
  limit: "write",
  input: z.strictObject({}),
  output: ExaminationSchema,
});
