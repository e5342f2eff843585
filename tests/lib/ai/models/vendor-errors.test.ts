/** What vendors really answer when they fail (tests/fixtures/model-errors), through their own clients, judged by status and codes. */
import { readFileSync } from "node:fs";
import { config } from "@/lib/config";
import { modelProviders } from "@/lib/ai/models/registry";
import { categorizeError } from "@/lib/ai/resilience/error-handler";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { useVendor, vendors, type VendorServer } from "../../../support/vendors";

interface Fixture {
  readonly name: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** An event in a stream that began with 200. */
  readonly stream?: object;
  readonly expected: Record<string, unknown>;
}
const fixturesOf = (id: string): Fixture[] => JSON.parse(readFileSync(`tests/fixtures/model-errors/${id}.json`, "utf8")) as Fixture[];

/** The error as a caller of the SDK meets it: thrown, or as the first part that says anything. */
const errorOf = async (id: (typeof vendors)[number]["id"]): Promise<unknown> => {
  try {
    const { stream } = await modelProviders[id]
      .create(config(), { now: "2026-11-23T10:00:00Z", zone: "UTC", locale: "en", tools: [] })
      .doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "Hello" }] }] });
    const reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      if (value.type === "error") return value.error;
    }
  } catch (error) {
    return error;
  }
};

/** The same error with every text of a person's language taken out of it. */
const wordless = (error: unknown): unknown => {
  if (error instanceof Error) error.message = "";
  return error;
};

let server: VendorServer;
afterEach(() => server.leave());

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))("%s", (id, vendor) => {
  test.each(fixturesOf(id).map((fixture) => [fixture.name, fixture] as const))("%s", async (_name, { status, headers, body, stream, expected }) => {
    server = await useVendor(vendor, stream ? { streamError: stream } : { status: status ?? 500, headers: headers ?? {}, body: body === "" ? " " : body });
    const error = await errorOf(vendor.id);
    expect(error).toBeDefined();
    expect(categorizeError(wordless(error))).toMatchObject(expected);
  });
});
