/**
 * A worker whose outbox goes to the test's provider. PROVIDER_MODE=mark-first is its known-bad twin: it says that a message is
 * delivered before it is.
 */
import { startDelivery, type OutboxHandler } from "@/lib/background/outbox";
import { openDatabase } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { markOutboxDelivered } from "@/lib/queries/outbox";

const tell: OutboxHandler = async ({ id, payload }, { signal }) => {
  const response = await fetch(process.env.PROVIDER_URL ?? "", {
    method: "POST",
    headers: { "idempotency-key": id, "content-type": "application/json" },
    body: JSON.stringify(payload),
    signal,
  }).catch((cause: unknown) => {
    throw new AppError("ai/model-unavailable", { message: "the provider is away", cause });
  });
  if (response.status >= 500) throw new AppError("ai/model-unavailable", { message: `the provider answers ${response.status}` });
  if (!response.ok) throw new TypeError(`the provider answers ${response.status}`);
};

const markFirst: OutboxHandler = async (message, context) => {
  await markOutboxDelivered(message.id);
  await tell(message, context);
};

const handler = process.env.PROVIDER_MODE === "mark-first" ? markFirst : tell;
await openDatabase();
startDelivery({ "event.created": handler, "event.changed": handler, "event.cancelled": handler });
console.log("delivering");
