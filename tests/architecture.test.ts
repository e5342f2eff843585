/** The parts of the law that import rules can't see. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "@/lib/errors/catalogue";

const root = join(__dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const filesUnder = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((path) => statSync(join(root, path)).isFile())
    : [];

/** Names in an array or the keys of an object literal of tools/architecture.mjs (plain data, so text is enough). */
const mapped = (name: string): string[] => {
  const source = read("tools/architecture.mjs");
  const literal = new RegExp(`export const ${name} = ([\\[{][\\s\\S]*?[\\]}]);`).exec(source)?.[1] ?? "";
  return literal.startsWith("[")
    ? [...literal.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "")
    : [...literal.matchAll(/^\s*"?([\w-]+)"?:/gm)].map((match) => match[1] ?? "");
};

test("every folder under src/lib stands on a floor", () => {
  const floors = new Set([...mapped("foundation"), ...mapped("platform"), ...mapped("vault"), ...mapped("rooms")]);
  const folders = readdirSync(join(root, "src/lib")).map((name) => name.replace(/\.ts$/, ""));
  expect(folders.filter((name) => !floors.has(name))).toEqual([]);
});

test("every API route runs on a declared endpoint", () => {
  const routes = filesUnder("src/app/api").filter((path) => path.endsWith("route.ts"));
  // better-auth speaks for itself behind our guard; the plan's health check has no declaration because it also answers GET() without a request;
  // numbers must be had while the session store is away, and error reports aren't JSON.
  const exempt = /api\/(?:auth\/|health\/|metrics\/|monitoring\/|\[\.\.\.)/;
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter((path) => !exempt.test(path) && !/\broute\(/.test(read(path)))).toEqual([]);
});

test("every error code has a page", () => {
  expect(Object.keys(catalogue).filter((code) => !existsSync(join(root, `docs/errors/${code}.md`)))).toEqual([]);
});

test("every page under docs/errors belongs to an error code", () => {
  const codes = new Set(Object.keys(catalogue));
  expect(
    filesUnder("docs/errors")
      .map((path) => path.slice("docs/errors/".length, -".md".length))
      .filter((code) => code !== "README" && !codes.has(code)),
  ).toEqual([]);
});

test("every environment variable stands in .env.example", () => {
  const example = read(".env.example");
  const keys = [...read("src/lib/config/schema.ts").matchAll(/^\s+([A-Z][A-Z0-9_]{2,}):/gm)].map((match) => match[1] ?? "");
  expect(keys.length).toBeGreaterThan(5);
  expect(keys.filter((key) => !new RegExp(`^#?\\s*${key}=`, "m").test(example))).toEqual([]);
});

test("every path named in a document exists", () => {
  const documents = [...filesUnder("docs").filter((path) => path.endsWith(".md")), ...readdirSync(root).filter((name) => name.endsWith(".md"))];
  const missing = documents.flatMap((document) =>
    [...read(document).matchAll(/`((?:src|tests|tools|scripts|migrations|docs|deploy|bench)\/[\w./()[\]-]*)`/g)]
      .map((match) => match[1] ?? "")
      .filter((path) => !/NNNN|<|\*/.test(path) && !existsSync(join(root, path)))
      .map((path) => `${document}: ${path}`),
  );
  expect(missing).toEqual([]);
});
