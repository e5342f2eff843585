import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { renderOpenApi } from "@/lib/http/openapi";

const read = endpoint({
  method: "get",
  path: "/api/events/{ref}",
  summary: "One event",
  auth: "session",
  input: z.strictObject({ ref: z.string(), zone: z.string().optional() }),
  output: z.object({ id: z.uuid() }),
});
const write = endpoint({
  method: "patch",
  path: "/api/events/{ref}",
  summary: "Change",
  auth: "session",
  input: z.strictObject({ ref: z.string(), title: z.string(), size: z.number().default(1) }),
  output: z.object({ id: z.uuid() }),
});
const say = endpoint({
  method: "post",
  path: "/api/chat",
  summary: "Say",
  auth: "public",
  answers: "stream",
  input: z.object({ text: z.string().transform((text) => text.trim()) }),
  output: z.unknown(),
});

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly security: readonly object[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { readonly properties: object; readonly required: readonly string[] } }> };
  readonly responses: Record<string, { readonly content: object }>;
}
const document = renderOpenApi([read, write, say], { title: "Perin", version: "1", description: "" }) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
};

test("path parameters are required, the rest of a reading endpoint's input is its query", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.paths["/api/events/{ref}"]?.get?.parameters.map(({ name, in: place, required }) => [name, place, required])).toEqual([
    ["ref", "path", true],
    ["zone", "query", false],
  ]);
});

test("a body holds what isn't in the path, and a default isn't required", () => {
  const schema = document.paths["/api/events/{ref}"]?.patch?.requestBody?.content["application/json"]?.schema;
  expect(Object.keys(schema?.properties ?? {})).toEqual(["title", "size"]);
  expect(schema?.required).toEqual(["title"]);
});

test("every operation has its own id, says how it is secured and answers problems as problem+json", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(3);
  expect(document.paths["/api/chat"]?.post?.security).toEqual([]);
  expect(document.paths["/api/events/{ref}"]?.get?.security).toEqual([{ session: [] }, { bearerAuth: [] }]);
  for (const { responses } of operations) expect(Object.keys(responses.default?.content ?? {})).toEqual(["application/problem+json"]);
  expect(Object.keys(document.paths["/api/chat"]?.post?.responses[200]?.content ?? {})).toEqual(["text/event-stream"]);
});
