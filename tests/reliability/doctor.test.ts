/** The doctor beside a server on which everything is set up, with local stand-ins for what is elsewhere: at least 95 of 100, each point tried. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readiness } from "@/lib/operations/core/readiness";
import { startMailCatcher } from "../support/mail-catcher";
import { startCollector } from "../support/otlp-server";
import { startSentryServer } from "../support/sentry-server";
import { hasServer, ownDatabase } from "./support/database";
import { endAll, run, startServer } from "./support/processes";

afterAll(endAll, 30_000);

/** Also where an expectation fails: what stays open keeps the whole suite from ending. */
const standIns: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.allSettled(standIns.splice(0).map(async (close) => close()));
});

const redisUrl = process.env.TEST_REDIS_URL;

if (hasServer && redisUrl !== undefined) {
  test("a server with everything set up scores 95 or more, and the one thing that is then broken is named", async () => {
    const folder = mkdtempSync(join(tmpdir(), "perin-doctor-"));
    const inFile = (name: string, value: string): string => {
      writeFileSync(join(folder, name), value, { mode: 0o600 });
      return join(folder, name);
    };
    const [look, sentry, collector, mail] = await Promise.all([ownDatabase("_doctor"), startSentryServer(), startCollector(), startMailCatcher()]);
    standIns.push(
      () => look.close(),
      () => sentry.close(),
      () => collector.close(),
      () => mail.close(),
      () => rmSync(folder, { recursive: true, force: true }),
    );
    const env = {
      DATA_DIR: join(folder, "data"),
      DATABASE_URL: "",
      AUTH_SECRET: "",
      ENCRYPTION_KEY: "",
      METRICS_TOKEN: "",
      HEALTH_TOKEN: "",
      DATABASE_URL_FILE: inFile("database_url", look.url),
      AUTH_SECRET_FILE: inFile("auth_secret", randomBytes(32).toString("base64url")),
      ENCRYPTION_KEY_FILE: inFile("encryption_key", randomBytes(32).toString("hex")),
      METRICS_TOKEN_FILE: inFile("metrics_token", randomBytes(24).toString("hex")),
      HEALTH_TOKEN_FILE: inFile("health_token", randomBytes(24).toString("hex")),
      REDIS_URL: redisUrl,
      SENTRY_DSN: sentry.dsn,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      METRICS_EXPORTERS: "prometheus,otlp",
      SMTP_URL: mail.url,
      MAIL_FROM: "Perin <perin@perin.example>",
      PUBLIC_URL: "https://perin.example.com",
      TRUST_PROXY: "1",
      HOME: process.env.HOME ?? folder,
    };
    const server = await startServer(env);
    const settings = { ...env, HOST: "127.0.0.1", PORT: new URL(server.origin).port };
    const backup = run("scripts/perin.ts", settings, 0, ["backup"]);
    expect([await backup.gone, backup.said()]).toEqual([0, expect.stringMatching(/\.jsonl\.gz/)]);

    const doctor = run("scripts/doctor.ts", settings, 0, ["--json"]);
    const code = await doctor.gone;
    const { score, problems, findings } = JSON.parse(doctor.said()) as Readiness;
    console.info(findings.map(({ row, state, says }) => `${state} ${row}: ${says}`).join("\n"));
    expect(findings.filter(({ state }) => state !== "good").map(({ row, says }) => `${row}: ${says}`)).toEqual([]);
    expect({ code, problems }).toEqual({ code: 0, problems: 0 });
    expect(score).toBeGreaterThanOrEqual(95);
    expect(sentry.envelopes.some(({ items }) => items.some(({ type }) => type === "client_report"))).toBe(true);

    await mail.close();
    const after = run("scripts/doctor.ts", settings, 0, ["--json", "--quick"]);
    expect(await after.gone).toBe(1);
    const told = JSON.parse(after.said()) as Readiness;
    expect(told.findings.filter(({ state }) => state === "problem").map(({ row }) => row)).toEqual(["mail"]);
    expect(told.score).toBeLessThan(score);

    expect(await server.kill("SIGTERM")).toBe(0);
  }, 600_000);
}
