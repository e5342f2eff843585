/** Where processes tell each other that a service is resting. Without Redis each process remembers for itself. */
import { processWide } from "@/lib/config";
import { askRedis } from "./client";

export interface CircuitState {
  readonly state: "closed" | "open" | "half-open";
  readonly failures: number;
  readonly openedAtMs: number | null;
}

const lifetimeSeconds = 300;
const rememberedMax = 200;
const { get: remembered } = processWide("redis.circuits", () => new Map<string, { state: CircuitState; untilMs: number }>());

const remember = (operationId: string, state: CircuitState): void => {
  if (remembered().size >= rememberedMax) remembered().delete(remembered().keys().next().value ?? "");
  remembered().set(operationId, { state, untilMs: Date.now() + lifetimeSeconds * 1000 });
};

const recall = (operationId: string): CircuitState | null => {
  const entry = remembered().get(operationId);
  return entry && entry.untilMs > Date.now() ? entry.state : null;
};

/** Kept for five minutes. A Redis that fails isn't an error: this process remembers. */
export const setCircuitState = async (operationId: string, state: CircuitState): Promise<void> => {
  remember(operationId, state);
  await askRedis((client) => client.setex(`circuit:${operationId}`, lifetimeSeconds, JSON.stringify(state)));
};

/** As it was set; null when nobody has said anything in the last five minutes. */
export const getCircuitState = async (operationId: string): Promise<CircuitState | null> => {
  const stored = await askRedis((client) => client.get(`circuit:${operationId}`));
  if (stored === undefined) return recall(operationId);
  return stored === null ? null : (JSON.parse(stored) as CircuitState);
};
