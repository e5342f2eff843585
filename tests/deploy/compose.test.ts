import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { withFiles } from "@/lib/config/files";
import { parseConfig } from "@/lib/config/parse";
import { ConfigSchema } from "@/lib/config/schema";

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string };
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

const root = process.cwd();
const readCompose = (name: string): Compose => parse(readFileSync(join(root, name), "utf8"), { merge: true }) as Compose;
const production = readCompose("docker-compose.yml");
const development = readCompose("compose.dev.yml");
const app = production.services.app ?? {};
const services = Object.entries(production.services);
const variable = (name: string): string => name.replace(/_FILE$/, "");
const withDefaults = (value: string): string => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1");

/** The file of a secret as the container sees it. */
const secretNames = Object.keys(production.secrets ?? {});

let folder = "";
const makeSecrets = (): string => execFileSync("sh", [join(root, "deploy/make-secrets.sh"), folder], { encoding: "utf8" });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "perin-secrets-"));
  makeSecrets();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const secret = (name: string): string => readFileSync(join(folder, name), "utf8");

/** The services that run our image. */
const ours = ["app", "worker", "replica"];

test("app, worker, db and redis run by themselves, more servers and a proxy only when scaled", () => {
  expect(Object.keys(production.services).sort()).toEqual(["app", "db", "proxy", "redis", "replica", "worker"]);
  expect(services.filter(([, { profiles }]) => profiles !== undefined).map(([name, { profiles }]) => [name, profiles])).toEqual([
    ["replica", ["scale"]],
    ["proxy", ["scale"]],
  ]);
});

test.each(ours)("%s runs the image that is built here, on a read-only root, and waits until database and Redis are healthy", (name) => {
  const service = production.services[name];
  expect(service?.build?.context).toBe(".");
  expect(service?.image).toBe(app.image);
  expect(service?.depends_on).toEqual({ db: { condition: "service_healthy" }, redis: { condition: "service_healthy" } });
  expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
  expect(service?.environment).toEqual(app.environment);
});

test("background work is the worker's, by a command that the image holds; the servers leave it alone", () => {
  expect(production.services.worker?.command).toEqual(["node", "worker.mjs"]);
  expect(readFileSync(join(root, "Dockerfile"), "utf8")).toMatch(/node tools\/bundle\.mjs dist .*\bworker\b/);
  expect(app.environment?.WORKER).toBe("off");
});

test("the proxy sends to every server's port and has its file", () => {
  const caddy = readFileSync(join(root, "deploy/Caddyfile"), "utf8");
  expect([...caddy.matchAll(/\ba (\w+) (\d+)/g)].map(([, host, port]) => [host, port])).toEqual([
    ["app", "3000"],
    ["replica", "3000"],
  ]);
  expect(production.services.proxy?.volumes).toContain("./deploy/Caddyfile:/etc/caddy/Caddyfile:ro");
});

test("every foreign image names its version", () => {
  const images = [...services, ...Object.entries(development.services)].filter(([name]) => !ours.includes(name)).map(([, { image = "" }]) => image);
  expect(images.filter((image) => !/^[a-z]+:\d+/.test(image))).toEqual([]);
  const [, major = "0"] = /^postgres:(\d+)/.exec(production.services.db?.image ?? "") ?? [];
  expect(Number(major)).toBeGreaterThanOrEqual(15);
});

test("nothing is published but the app (scaled, also the proxy), on this machine alone by default, at the port the image listens on", () => {
  const published = services.filter(([, { ports = [] }]) => ports.length > 0).map(([name]) => name);
  expect(published).toEqual(["app", "proxy"]);
  const port = /PORT=(\d+)/.exec(readFileSync(join(root, "Dockerfile"), "utf8"))?.[1] ?? "";
  expect(app.ports?.map(withDefaults)).toEqual([`127.0.0.1:${port}:${port}`]);
});

test("database and Redis stand on a network without a way out, which only Perin's own services share", () => {
  expect(production.networks?.back?.internal).toBe(true);
  expect(services.map(([name, { networks }]) => [name, networks])).toEqual([
    ["app", ["front", "back"]],
    ["worker", ["front", "back"]],
    ["replica", ["front", "back"]],
    ["proxy", ["front"]],
    ["db", ["back"]],
    ["redis", ["back"]],
  ]);
});

test("every variable of the app is one that Perin reads", () => {
  const known = Object.keys(ConfigSchema.shape);
  expect(Object.keys(app.environment ?? {}).filter((name) => !known.includes(variable(name)))).toEqual([]);
});

test("the app starts with these settings as they stand: they are valid and lead to this database and this Redis", () => {
  const environment = Object.fromEntries(
    Object.entries(app.environment ?? {}).map(([name, value]) => [name, withDefaults(String(value)).replace("/run/secrets/", `${folder}/`)]),
  );
  const settings = parseConfig(withFiles(environment));
  const database = new URL(settings.DATABASE_URL ?? "");
  const db = production.services.db?.environment ?? {};
  expect([database.hostname, database.username, database.pathname]).toEqual(["db", db.POSTGRES_USER, `/${db.POSTGRES_DB}`]);
  expect(database.password).toBe(secret("postgres_password"));
  expect(new URL(settings.REDIS_URL ?? "").hostname).toBe("redis");
  expect(settings.AUTH_SECRET).toBe(secret("auth_secret"));
  expect(settings.ENCRYPTION_KEY).toBe(secret("encryption_key"));
});

test("secrets come from files: each one that a service reads is declared, handed to it and made by the script", () => {
  for (const [, { environment = {}, secrets = [] }] of services) {
    const read = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(\w+)$/.exec(String(value))?.[1] ?? []);
    expect([...secrets].sort()).toEqual(read.sort());
  }
  expect([...new Set(services.flatMap(([, { secrets = [] }]) => secrets))].sort()).toEqual([...secretNames].sort());
  expect(Object.values(production.secrets ?? {}).map(({ file }) => file)).toEqual(secretNames.map((name) => `./deploy/secrets/${name}`));
  expect(readdirSync(folder).sort()).toEqual([...secretNames].sort());
});

test("made secrets are long, different, closed to others on this machine, and stay when the script runs again", () => {
  const before = secretNames.map(secret);
  expect(new Set(before).size).toBe(secretNames.length);
  expect(before.filter((value) => value.length < 64)).toEqual([]);
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(makeSecrets()).not.toContain("made");
  expect(secretNames.map(secret)).toEqual(before);
});

test("the app's root is read-only, without privileges; /data lasts and /tmp doesn't", () => {
  expect(app).toMatchObject({ read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"], volumes: ["app-data:/data"] });
});

test.each([
  ["docker-compose.yml", production],
  ["compose.dev.yml", development],
] as const)("%s: database and Redis are checked, and every volume is declared", (_name, compose) => {
  expect(compose.services.db?.healthcheck?.test).toContain("pg_isready");
  expect(compose.services.redis?.healthcheck?.test).toContain("redis-cli");
  const named = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(":")[0] ?? ""));
  expect([...new Set(named)].filter((name) => !name.startsWith("./")).sort()).toEqual(Object.keys(compose.volumes).sort());
});

test("the development services listen on this machine alone", () => {
  expect(Object.values(development.services).flatMap(({ ports = [] }) => ports)).toEqual(["127.0.0.1:5432:5432", "127.0.0.1:6379:6379"]);
});
