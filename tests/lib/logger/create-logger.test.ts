import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { withRequestContext } from "@/lib/logger/context";
import { createLogger } from "@/lib/logger/create-logger";
import { hashUserId } from "@/lib/logger/redact";

const folder = (): string => mkdtempSync(join(tmpdir(), "perin-log-"));
const read = (directory: string, prefix: string): Record<string, unknown>[] =>
  readdirSync(directory)
    .filter((name) => name.startsWith(prefix) && /\d\.log$/.test(name))
    .flatMap((name) => readFileSync(join(directory, name), "utf8").trim().split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

test("lines are JSON with request id and user hash; errors stand in error.log too; secrets in neither", async () => {
  const directory = folder();
  const logger = createLogger({ level: "info", silent: false, directory, console: "off", environment: "test" });
  withRequestContext({ requestId: "r-1", userId: "u-1" }, () => logger.info("hello", { password: "planted-secret" }));
  logger.error("broken", { error: new TypeError("why") });
  logger.debug("too fine");
  await settle();
  const combined = read(directory, "combined");
  expect(combined).toHaveLength(2);
  expect(combined[0]).toMatchObject({
    level: "info",
    message: "hello",
    requestId: "r-1",
    userIdHash: hashUserId("u-1"),
    service: "perin-ai",
    password: "[redacted]",
  });
  expect(read(directory, "error")).toMatchObject([{ message: "broken", error: { name: "TypeError", message: "why" } }]);
  expect(existsSync(join(directory, "combined.log"))).toBe(true);
  expect(JSON.stringify(combined)).not.toContain("planted-secret");
  logger.close();
});

test("where files can't be written the console gets the lines, and one warning", async () => {
  const blocked = join(folder(), "a-file");
  writeFileSync(blocked, "");
  const output = new PassThrough();
  const lines: string[] = [];
  output.on("data", (chunk: Buffer) => lines.push(String(chunk)));
  const logger = createLogger({ level: "info", silent: false, directory: join(blocked, "logs"), console: "json", environment: "test", output });
  logger.info("still here");
  await settle();
  expect(lines.filter((line) => line.includes("console only"))).toHaveLength(1);
  expect(lines.some((line) => line.includes("still here"))).toBe(true);
});
