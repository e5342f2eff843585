/** Runs before every test file: no test reaches the database, the secrets or the services that this machine's environment names. */
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeTestDatabase, embeddedTestSource } from "./test-source";

// A hang is still found; a busy machine isn't one.
jest.setTimeout(30_000);

// One worker runs many files, so the process id alone would let one file find what another left.
process.env.DATA_DIR = join(tmpdir(), `perin-test-${process.pid}-${randomUUID()}`);
process.env.GOOGLE_CLIENT_ID = "test-client.apps.googleusercontent.com";
for (const name of [
  "REDIS_URL",
  "REDIS_HOST",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  "ANTHROPIC_API_KEY",
  "GOOGLE_GENERATIVE_AI_API_KEY",
  "MODEL_ORDER",
  "LOG_LEVEL",
  "SMTP_URL",
  "MAIL_FROM",
  "PUBLIC_URL",
  "APP_URL",
  "HOST",
  "PORT",
])
  delete process.env[name];

// The first query of a file opens a database of its own; see src/lib/db/state.ts.
(globalThis as { [key: symbol]: unknown })[Symbol.for("perin.db")] = { source: embeddedTestSource };

afterAll(closeTestDatabase);
