import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigSchema } from "@/lib/config/schema";

const root = process.cwd();
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const instructions: readonly Instruction[] = read("Dockerfile")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => ({ name: line.split(" ", 1)[0] ?? "", rest: line.slice(line.indexOf(" ") + 1).trim() }));
const finalStage = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
const given = (name: string, stage: readonly Instruction[] = finalStage): readonly string[] =>
  stage.filter((instruction) => instruction.name === name).map(({ rest }) => rest);
const environment = new Map(given("ENV").flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value] as const)));
const ignored = read(".dockerignore")
  .split("\n")
  .filter((line) => line !== "");

test("two stages from one base that a digest can pin; only the built output reaches the last", () => {
  expect(given("ARG", instructions.slice(0, 1))).toEqual(["NODE_IMAGE=node:26-bookworm-slim"]);
  expect(given("FROM", instructions)).toEqual(["${NODE_IMAGE} AS builder", "${NODE_IMAGE} AS runner"]);
  expect(given("COPY").filter((line) => !line.startsWith("--from=builder "))).toEqual([]);
  expect(given("RUN").filter((line) => line.includes("npm"))).toEqual([]);
});

test("runs as a user without rights who can write /data, says its port and stops on SIGTERM", () => {
  expect(given("USER")).toEqual(["node"]);
  expect(given("VOLUME")).toEqual([environment.get("DATA_DIR")]);
  expect(given("EXPOSE")).toEqual([environment.get("PORT")]);
  expect(given("STOPSIGNAL")).toEqual(["SIGTERM"]);
  // Through a shell the signal would never arrive.
  expect(given("CMD")).toEqual(['["node", "server.js"]']);
  // Else Next.js ends by itself, and what is being answered isn't waited for.
  expect(environment.get("NEXT_MANUAL_SIG_HANDLE")).toBe("true");
});

test("its health check asks an address that exists", () => {
  const path = /\/api\/[\w/]+/.exec(given("HEALTHCHECK")[0] ?? "")?.[0] ?? "";
  expect(path).toBe("/api/health/ready");
  expect(existsSync(join(root, "src/app", path, "route.ts"))).toBe(true);
});

test("every variable it sets is one that Perin, Node or Next.js reads, and none is a secret", () => {
  const known = new Set([...Object.keys(ConfigSchema.shape), "NEXT_TELEMETRY_DISABLED", "NEXT_MANUAL_SIG_HANDLE", "HOSTNAME", "KEEP_ALIVE_TIMEOUT"]);
  expect([...environment.keys()].filter((name) => !known.has(name))).toEqual([]);
  expect(read("Dockerfile")).not.toMatch(/secret|password|token|api_?key/i);
});

test("its label says the version of package.json", () => {
  const { version, license } = JSON.parse(read("package.json")) as { version: string; license: string };
  expect(given("ARG")).toContain(`VERSION=${version}`);
  expect(given("LABEL")[0]).toContain(`licenses="${license}"`);
});

test("what is copied by name exists and isn't kept out of the build", () => {
  const copied = given("COPY", instructions).flatMap((line) =>
    line
      .split(" ")
      .filter((word) => !word.startsWith("--"))
      .slice(0, -1),
  );
  const sources = copied.map((path) => path.replace(/^\/app\//, "")).filter((path) => path !== "." && !path.startsWith(".next/") && path !== "dist");
  expect(sources).toEqual(expect.arrayContaining(["package.json", "migrations", "docs/errors", "LICENSE"]));
  expect(sources.filter((path) => !existsSync(join(root, path)) || ignored.includes(path.split("/")[0] ?? ""))).toEqual([]);
});

test("the commands of operators and workers are in it as files of their own", () => {
  expect(given("RUN", instructions).some((line) => line.includes("node tools/bundle.mjs dist migrate worker doctor perin"))).toBe(true);
  expect(["migrate", "worker", "doctor", "perin"].filter((name) => !existsSync(join(root, "scripts", `${name}.ts`)))).toEqual([]);
});

test("neither history, settings, data, keys nor what is installed here reach the build", () => {
  expect(ignored).toEqual(expect.arrayContaining([".git", ".env*", ".data*", ".next*", "node_modules", "*.pem", "*.key", "deploy"]));
});
