/** P13: what retry, breaker and deadline cost around a call that succeeds, beside cockatiel's retry and breaker. */
import { circuitBreaker, ConsecutiveBreaker, handleAll, retry, wrap } from "cockatiel";
import { alternate, round, timeMs, type Measure } from "./measure";

const calls = 50_000;

export const benchResilience = async (): Promise<Measure[]> => {
  const { callGuarded, guardedCall } = await import("../src/lib/resilience/guarded-call");
  const policy = wrap(retry(handleAll, { maxAttempts: 2 }), circuitBreaker(handleAll, { halfOpenAfter: 30_000, breaker: new ConsecutiveBreaker(5) }));
  const work = (): number => 1;
  const { oursMs, peerMs } = await alternate(
    async () => {
      for (let call = 0; call < calls; call += 1) await callGuarded("bench", work);
    },
    async () => {
      for (let call = 0; call < calls; call += 1) await policy.execute(work);
    },
  );
  const counted = await timeMs(async () => {
    for (let call = 0; call < calls; call += 1) await guardedCall("bench", work);
  });
  const [ours, peer] = [(oursMs / calls) * 1_000, (peerMs / calls) * 1_000];
  return [
    {
      id: "P13 retry, breaker and deadline around a call (beside cockatiel without a deadline)",
      n: calls,
      figures: { oursMicros: round(ours), withMetricsMicros: round((counted / calls) * 1_000), cockatielMicros: round(peer) },
      ratio: round(ours / peer, 2),
      pass: ours <= 2,
    },
  ];
};
