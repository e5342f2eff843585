/**
 * Serves the built app for the browser suite: a throw-away data directory, the fixture account and the operator, limits wide
 * enough for one machine that plays everybody, and a mail server whose mails journeys read by `mailTo` (tests/e2e/support/mailbox.ts).
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operatorAccount } from "../tests/e2e/support/operator.ts";
import { serveMailbox, startMailCatcher } from "../tests/support/mail-catcher.ts";

const dataDir = mkdtempSync(join(tmpdir(), "perin-e2e-"));
const catcher = await startMailCatcher();
const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "warn", RATE_LIMIT_SCALE: "50", SMTP_URL: catcher.url, MAIL_FROM: "Perin <perin@perin.example>" };
for (const name of ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY"]) delete env[name];

const seeded = spawnSync("npm", ["run", "-s", "db:seed", "--", "--demo"], { stdio: "inherit", env });
if (seeded.status !== 0) process.exit(seeded.status ?? 1);
const server = spawn("npm", ["start"], { stdio: "inherit", env });
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => server.kill("SIGTERM"));
server.on("exit", (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(code ?? 0);
});

/** The first account is the operator's, and journeys run at once: so it is made before the first of them begins. */
const origin = `http://127.0.0.1:${process.env.PORT}`;
const answers = () =>
  fetch(`${origin}/api/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 250));
const signedUp = await fetch(`${origin}/api/auth/sign-up/email`, {
  method: "POST",
  headers: { "content-type": "application/json", origin },
  body: JSON.stringify(operatorAccount),
});
if (!signedUp.ok) {
  console.error(`The operator's sign-up answered ${signedUp.status}: ${await signedUp.text()}`);
  server.kill("SIGTERM");
}
// Playwright begins when this answers.
await serveMailbox(catcher, Number(process.env.PORT) + 1_000);
