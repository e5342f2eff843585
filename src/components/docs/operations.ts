/** What the page at /docs shows, read out of the API's description: schemas become lists of fields that people can scan. */

export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
  readonly description?: string;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly { readonly name: string; readonly in: "path" | "query"; readonly required: boolean; readonly schema: Schema }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: Readonly<Record<string, unknown>> };
}

export interface Field {
  /** Nested fields by their whole way: "events[].start". */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly place?: "path" | "query" | "body";
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly auth: string;
  readonly input: readonly Field[];
  readonly output: readonly Field[];
  /** What it answers as a whole when that isn't an object with fields. */
  readonly answer: string;
  readonly statuses: readonly { readonly status: string; readonly words: string }[];
}

export interface OperationGroup {
  readonly name: string;
  readonly operations: readonly Operation[];
}

const depthMax = 3;

const alternatives = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [];

/** "text (uuid)", "one of 30, 60", "list of text": words, not the schema's own language. */
export const typeWords = (schema: Schema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(", ")}`;
  const choices = alternatives(schema);
  if (choices.length > 0) return [...new Set(choices.map(typeWords))].join(" or ");
  if (schema.type === "array") return `list of ${typeWords(schema.items ?? {})}`;
  if (typeof schema.type === "object") return schema.type.join(" or ");
  if (schema.type === "string") return schema.format === undefined ? "text" : `text (${schema.format})`;
  if (schema.type === "null") return "nothing";
  return schema.type ?? "anything";
};

/** The objects inside a schema, each with what its name gains: a list of events is one object under "[]". */
const objectsIn = (schema: Schema, suffix = ""): readonly { readonly object: Schema; readonly suffix: string }[] => {
  if (schema.properties !== undefined) return [{ object: schema, suffix }];
  if (schema.type === "array" && schema.items !== undefined) return objectsIn(schema.items, `${suffix}[]`);
  return alternatives(schema).flatMap((choice) => objectsIn(choice, suffix));
};

const fieldsUnder = (schema: Schema, prefix: string, depth: number): readonly Field[] =>
  objectsIn(schema).flatMap(({ object, suffix }) =>
    Object.entries(object.properties ?? {}).flatMap(([key, property]) => {
      const name = `${prefix}${suffix}${prefix === "" && suffix === "" ? "" : "."}${key}`;
      const own: Field = { name, type: typeWords(property), required: object.required?.includes(key) ?? false };
      return depth >= depthMax ? [own] : [own, ...fieldsUnder(property, name, depth + 1)];
    }),
  );

/** Every field of an object, and of objects inside it down to the third level, each name once: of alternatives the first. */
export const fieldsOf = (schema: Schema): readonly Field[] => {
  const byName = new Map<string, Field>();
  for (const field of fieldsUnder(schema, "", 1)) if (!byName.has(field.name)) byName.set(field.name, field);
  return [...byName.values()];
};

const authWords = (security: ApiOperation["security"]): string => {
  const names = security.flatMap((scheme) => Object.keys(scheme));
  if (names.includes("session")) return "Session";
  return names.includes("bearerAuth") ? "API key" : "Open";
};

const onlyContent = ({ content = {} }: Content): readonly [type: string, schema: Schema] => {
  const [first] = Object.entries(content);
  return first === undefined ? ["", {}] : [first[0], first[1].schema];
};

const readOperation = (method: string, path: string, operation: ApiOperation): Operation => {
  const [, body] = onlyContent(operation.requestBody ?? {});
  const [answerType, answer] = onlyContent(operation.responses[200] ?? {});
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    auth: authWords(operation.security),
    input: [
      ...operation.parameters.map(({ name, in: place, required, schema }): Field => ({ name, type: typeWords(schema), required, place })),
      ...fieldsOf(body).map((field): Field => ({ ...field, place: "body" })),
    ],
    output: fieldsOf(answer),
    answer: answerType === "text/event-stream" ? "A stream of server-sent events" : typeWords(answer),
    statuses: Object.entries(operation.responses).map(([status, { description = "" }]) => ({ status, words: description })),
  };
};

/** One group per first part of the address, in the document's order. */
export const readOperations = (document: ApiDocument): readonly OperationGroup[] => {
  const groups = new Map<string, Operation[]>();
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      const name = operation.tags[0] ?? "api";
      groups.set(name, [...(groups.get(name) ?? []), readOperation(method, path, operation)]);
    }
  return [...groups].map(([name, operations]) => ({ name, operations }));
};
