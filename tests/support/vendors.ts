/** Each vendor of models with its wire format, the environment that points Perin at a local server, and what its clients send. */
import { rereadConfig } from "@/lib/config";
import type { ModelId } from "@/lib/ai/core/model-order";
import { startWireServer, type ModelServer, type Script } from "./model-server";
import { anthropicMessages } from "./wires/anthropic-messages";
import { chatCompletions } from "./wires/chat-completions";
import { googleGenerate } from "./wires/google-generate";
import { openaiResponses } from "./wires/openai-responses";
import type { Wire } from "./wires/wire";

export interface Vendor {
  readonly id: Exclude<ModelId, "builtin">;
  readonly label: string;
  readonly wire: Wire;
  readonly environment: (baseUrl: string) => Readonly<Record<string, string>>;
  readonly keyHeader: readonly [name: string, value: string];
}

const key = "key-of-the-test";

export const vendors: readonly Vendor[] = [
  {
    id: "openai",
    label: "OpenAI",
    wire: openaiResponses,
    // OPENAI_BASE_URL means a compatible server, so OpenAI's own address is answered locally instead.
    environment: () => ({ OPENAI_API_KEY: key }),
    keyHeader: ["authorization", `Bearer ${key}`],
  },
  {
    id: "openai-compatible",
    label: "OpenAI-compatible server",
    wire: chatCompletions,
    environment: (baseUrl) => ({ OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: "test-model" }),
    keyHeader: ["authorization", `Bearer ${key}`],
  },
  {
    id: "anthropic",
    label: "Anthropic",
    wire: anthropicMessages,
    environment: (baseUrl) => ({ ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: baseUrl, ANTHROPIC_MODEL: "claude-test" }),
    keyHeader: ["x-api-key", key],
  },
  {
    id: "google",
    label: "Google Gemini",
    wire: googleGenerate,
    environment: (baseUrl) => ({ GOOGLE_GENERATIVE_AI_API_KEY: key, GOOGLE_GENERATIVE_AI_BASE_URL: baseUrl, GOOGLE_GENERATIVE_AI_MODEL: "gemini-test" }),
    keyHeader: ["x-goog-api-key", key],
  },
];

const openaiAddress = "https://api.openai.com";

export interface VendorServer extends ModelServer {
  readonly vendor: Vendor;
  /** Stops the server and forgets its environment. */
  readonly leave: () => Promise<void>;
}

/** Starts this vendor's server and points the configuration at it. */
export const useVendor = async (vendor: Vendor, ...scripts: Script[]): Promise<VendorServer> => {
  const server = await startWireServer(vendor.wire, ...scripts);
  const environment = vendor.environment(server.baseUrl);
  const realFetch = globalThis.fetch;
  const { origin } = new URL(server.baseUrl);
  globalThis.fetch = (input, init) => realFetch(typeof input === "string" ? input.replace(openaiAddress, origin) : input, init);
  Object.assign(process.env, environment);
  rereadConfig();
  return {
    ...server,
    vendor,
    leave: async () => {
      globalThis.fetch = realFetch;
      for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
      rereadConfig();
      await server.close();
    },
  };
};
