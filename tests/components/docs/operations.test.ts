import { fieldsOf, readOperations, typeWords, type ApiDocument } from "@/components/docs/operations";

test("types are said in words", () => {
  expect(typeWords({ type: "string", format: "uuid" })).toBe("text (uuid)");
  expect(typeWords({ anyOf: [{ type: "string" }, { type: "null" }] })).toBe("text or nothing");
  expect(typeWords({ type: "array", items: { enum: ["a", "b"] } })).toBe('list of one of "a", "b"');
  expect(typeWords({})).toBe("anything");
});

test("fields inside lists, objects and alternatives are named by their whole way, each once", () => {
  const event = {
    type: "object",
    properties: { title: { type: "string" }, at: { type: "object", properties: { start: { type: "string" } }, required: ["start"] } },
    required: ["title"],
  };
  const names = (schema: Parameters<typeof fieldsOf>[0]) => fieldsOf(schema).map(({ name, required }) => `${name}${required ? "" : "?"}`);
  expect(names({ type: "object", properties: { events: { type: "array", items: event } }, required: ["events"] })).toEqual([
    "events",
    "events[].title",
    "events[].at?",
    "events[].at.start",
  ]);
  expect(names({ anyOf: [event, { type: "object", properties: { title: { type: "string" }, reason: { type: "string" } } }] })).toEqual([
    "title",
    "at?",
    "at.start",
    "reason?",
  ]);
  expect(names({ type: "array", items: event })[0]).toBe("[].title");
});

test("an operation says where each input goes, who may call it and what it answers", () => {
  const document: ApiDocument = {
    openapi: "3.1.0",
    info: { title: "Perin", version: "1" },
    components: { schemas: {}, securitySchemes: {} },
    paths: {
      "/api/chat/{id}": {
        post: {
          operationId: "postChatById",
          summary: "Say",
          tags: ["chat"],
          security: [{ session: [] }],
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          requestBody: { content: { "application/json": { schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } } } },
          responses: { 200: { description: "OK", content: { "text/event-stream": { schema: { type: "string" } } } }, 401: { description: "Not signed in" } },
        },
      },
    },
  };
  expect(readOperations(document)).toEqual([
    {
      name: "chat",
      operations: [
        {
          id: "postChatById",
          method: "POST",
          path: "/api/chat/{id}",
          summary: "Say",
          auth: "Session",
          input: [
            { name: "id", type: "text", required: true, place: "path" },
            { name: "text", type: "text", required: true, place: "body" },
          ],
          output: [],
          answer: "A stream of server-sent events",
          statuses: [
            { status: "200", words: "OK" },
            { status: "401", words: "Not signed in" },
          ],
        },
      ],
    },
  ]);
});
