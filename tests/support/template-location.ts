/** Where the template lives, keyed by what it is made of: a changed migration makes a new one. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

const fingerprint = (): string => {
  const hash = createHash("sha256")
    .update(readFileSync(join(__dirname, "make-template.ts")))
    .update(readFileSync(join(__dirname, "fixtures.ts")));
  for (const name of readdirSync(join(root, "migrations")).sort()) hash.update(name).update(readFileSync(join(root, "migrations", name)));
  return hash.digest("hex").slice(0, 12);
};

/** The server that integration tests may make databases on; the database it names is never touched itself. */
export const testServerUrl = (): string | undefined => process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;

const databaseName = (url: string): string => new URL(url).pathname.slice(1) || "perin";

export const templateLocation = (): { dump: string; serverTemplate: (url: string) => string } => {
  const print = fingerprint();
  return {
    dump: join(root, "node_modules", ".cache", "perin", `template-${print}.tar`),
    serverTemplate: (url) => `${databaseName(url)}_test_template_${print}`,
  };
};

/** `<name>_test_<worker>`, told apart from those of other test runs on the same server by the process. */
export const workerDatabase = (url: string): string => `${databaseName(url)}_test_${process.env.JEST_WORKER_ID ?? "0"}_${process.pid}`;
