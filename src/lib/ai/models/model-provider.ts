/** What a provider of language models is to Perin: how it is configured, and how a model is made for one turn. */
import type { Tone } from "@/lib/identity/contracts";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { Config } from "@/lib/config";
import type { ToolDescriptor } from "../tools/tool-descriptor";

/** The moment a turn happens in; only models that compute their answers themselves look at it. */
export interface TurnMoment {
  /** RFC 3339 with the owner's offset. */
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly hourCycle?: "h12" | "h23";
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStart?: number;
  readonly tone?: Tone;
  readonly firstName?: string;
  readonly tools: readonly ToolDescriptor[];
}

export interface ModelProvider {
  readonly label: string;
  /** The environment variable that holds its key; null for what needs none. */
  readonly keyName: string | null;
  /** Name of the operation in retries and circuit breakers; null for what runs in this process and can't be away. */
  readonly operationId: string | null;
  /** True when its sentences are made from tool outcomes by our own code: they need no guard against false claims. */
  readonly speaksFromOutcomes: boolean;
  /** The model that is asked, by its vendor's name. */
  readonly modelName: (config: Config) => string;
  readonly state: (config: Config) => { readonly configured: boolean; readonly why: string };
  readonly create: (config: Config, moment: TurnMoment) => LanguageModelV4;
}

/** A vendor's model is the same for every turn until the settings are read anew, and making one costs as much as several queries. */
export const keptPerConfig = (make: (config: Config) => LanguageModelV4): ((config: Config) => LanguageModelV4) => {
  const kept = new WeakMap<Config, LanguageModelV4>();
  return (config) => {
    const model = kept.get(config) ?? make(config);
    kept.set(config, model);
    return model;
  };
};
