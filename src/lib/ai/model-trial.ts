/** Trying a configured model with a few real words, so that a wrong key is found out before somebody needs an answer. */
import { streamText } from "ai";
import type { z } from "zod";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { logger } from "@/lib/logger";
import { withDeadline } from "@/lib/resilience/deadline";
import type { tryModelEndpoint } from "./contracts";
import { modelIds } from "./core/model-order";
import { trialFailed, trialPassed, type Tried } from "./core/trial-words";
import { modelProviders } from "./models/registry";
import { categorizeError } from "./resilience/error-handler";

type Trial = z.output<typeof tryModelEndpoint.output>;

/** As long as a person looks at a button. */
const trialMs = 20_000;
const nobodysTurn = { now: "2026-01-01T00:00:00Z", zone: "UTC", locale: "en", tools: [] };

/** The first words, or whatever came in place of them. Past circuit and retries: the question is what happens now. */
const ask = async (id: (typeof modelIds)[number], signal: AbortSignal): Promise<void> => {
  const stop = new AbortController();
  const { stream } = streamText({
    model: modelProviders[id].create(config(), nobodysTurn),
    prompt: "Say OK.",
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, stop.signal]),
    onError: () => undefined,
  });
  for await (const part of stream) {
    if (part.type === "error") throw part.error;
    if (part.type === "text-delta" || part.type === "reasoning-start") {
      stop.abort();
      return;
    }
  }
  throw new AppError("ai/model-unavailable", { message: "The trial's answer had no words." });
};

/** For whoever may ask in the name of this machine (the doctor). Errors: ai/model-not-found for what doesn't exist or isn't set up. */
export const tryModelHere = async (name: string): Promise<Trial> => {
  const id = modelIds.find((known) => known === name);
  if (!id || !modelProviders[id].state(config()).configured) throw new AppError("ai/model-not-found");
  const { label, keyName, modelName } = modelProviders[id];
  const tried: Tried = { label, model: modelName(config()), keyName: keyName ?? "" };
  const startedMs = performance.now();
  const latencyMs = (): number => Math.round(performance.now() - startedMs);
  try {
    await withDeadline(`the trial of ${id}`, trialMs, undefined, (signal) => ask(id, signal));
    return { ok: true, latencyMs: latencyMs(), said: keyName === null ? "It runs inside Perin and is always there." : trialPassed(tried, latencyMs()) };
  } catch (error) {
    logger.warn("A model's trial failed", { model: id, error });
    return { ok: false, latencyMs: latencyMs(), said: trialFailed(tried, categorizeError(error)) };
  }
};

/** Errors: as above. A model that fails is an answer, not an error. */
export const tryModel = async (actor: Actor, name: string): Promise<Trial> => {
  requireScope(actor, "settings");
  return tryModelHere(name);
};
