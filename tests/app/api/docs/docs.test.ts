import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeApi, describedEndpoints } from "@/app/api/docs/document";
import { detailedEndpoint, liveEndpoint, readyEndpoint } from "@/app/api/docs/health-endpoints";
import { GET } from "@/app/api/docs/route";
import { GET as detailed } from "@/app/api/health/detailed/route";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/ready/route";
import type { ApiDocument, Schema } from "@/components/docs/operations";

const root = process.cwd();
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const document = describeApi();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ address: `${method} ${path}`, path, ...operation })),
);
const described = operations.map(({ address }) => address).sort();

/** "get /api/events/{ref}" for every method that a route.ts really serves: with route(), or by its own hand. */
const served = readdirSync(join(root, "src/app/api"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("route.ts") && !name.startsWith("[..."))
  .flatMap((name) => {
    const path = `/api/${name.slice(0, -"/route.ts".length).replace(/\[(\w+)\]/g, "{$1}")}`;
    return [...read(`src/app/api/${name}`).matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
      ([, method = ""]) => `${method.toLowerCase()} ${path}`,
    );
  });

test("every method of every route under src/app/api is described at its address, and nothing else is", () => {
  expect(served.length).toBeGreaterThan(30);
  expect(described).toEqual([...served].sort());
});

test("answers the document without a request, as OpenAPI 3.1", async () => {
  const answered = (await (await GET()).json()) as ApiDocument;
  expect(answered.openapi).toBe("3.1.0");
  expect(Object.keys(answered.paths)).toEqual(Object.keys(document.paths));
});

test("it is drawn once, whoever asks how often, and names the address that the operator has set", async () => {
  expect(describeApi()).toBe(document);
  process.env.NEXT_PUBLIC_API_URL = "https://api.example.com";
  const elsewhere = (await (await GET()).json()) as { readonly servers: unknown; readonly info: unknown };
  delete process.env.NEXT_PUBLIC_API_URL;
  expect(elsewhere.servers).toEqual([{ url: "https://api.example.com", description: "API Server" }]);
  expect(elsewhere.info).toMatchObject({ title: "Perin AI API", version: "2.0.0" });
  expect(await (await GET()).json()).toMatchObject({ servers: [{ url: "/" }] });
});

test("the committed openapi.json is what the declarations say (npm run api:render writes it)", () => {
  expect(JSON.parse(read("openapi.json"))).toEqual(JSON.parse(JSON.stringify(document)));
});

test("every operation has an id of its own, a summary, and a security scheme that is declared", () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  expect(operations.filter(({ summary }) => summary.trim().length < 3).map(({ address }) => address)).toEqual([]);
  const schemes = Object.keys(document.components.securitySchemes);
  expect(operations.flatMap(({ security }) => security.flatMap((scheme) => Object.keys(scheme))).filter((name) => !schemes.includes(name))).toEqual([]);
});

test("every operation that runs on route() describes its refusals as problem+json", () => {
  const own: readonly string[] = [liveEndpoint.path, readyEndpoint.path, detailedEndpoint.path];
  const silent = operations.filter(({ path, responses }) => !own.includes(path) && responses.default?.content?.["application/problem+json"] === undefined);
  expect(silent.map(({ address }) => address)).toEqual([]);
});

test("the names in braces are exactly the path parameters", () => {
  const differing = operations.filter(({ path, parameters }) => {
    const named = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    return named.join() !== [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).join();
  });
  expect(differing.map(({ address }) => address)).toEqual([]);
  expect(describedEndpoints.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(described);
});

test("every reference in the document points at something", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
  const resolve = (reference: string): unknown =>
    reference
      .slice(2)
      .split("/")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  expect([...new Set(references)].filter((reference) => resolve(reference) === undefined)).toEqual([]);
});

test("the example of a problem has the fields that a problem has", () => {
  const problem = document.components.schemas.Problem as Schema & { readonly examples: readonly Record<string, unknown>[] };
  expect(Object.keys(problem.examples[0] ?? {})).toEqual(Object.keys(problem.properties ?? {}));
});

jest.setTimeout(30_000);
test("the health checks answer what the document says they answer", async () => {
  expect(liveEndpoint.output.safeParse(await live().json()).error).toBeUndefined();
  expect(readyEndpoint.output.strict().safeParse(await (await ready()).json()).error).toBeUndefined();
  delete process.env.GOOGLE_CLIENT_ID;
  expect(detailedEndpoint.output.strict().safeParse(await (await detailed()).json()).error).toBeUndefined();
});
