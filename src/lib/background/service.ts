/** The door of what runs without anybody waiting: the worker of jobs, the delivery of the outbox and the ear for accounts that tell of news, started and stopped together. */
import { processWide } from "@/lib/config";
import { syncOrder, watchAccounts, type Watching } from "@/lib/integrations/service";
import { enqueue, startWorker, stopWorker } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { closePubsub } from "@/lib/pubsub";
import { jobs } from "./jobs";
import { startDelivery, type Delivery } from "./outbox";
import { outboxTopics } from "./outbox-topics";

export { jobStates, listDeadLetters, retryDeadLetters } from "./dead-letters";

interface State {
  delivery?: Delivery | undefined;
  watching?: Watching | undefined;
  retry?: NodeJS.Timeout | undefined;
  wanted?: boolean;
}
const { get: state } = processWide<State>("background", () => ({}));

const retryMs = 2_000;

/** Begins to work in this process. A database that is away is waited for, it never ends the process. */
export const startBackground = async (): Promise<void> => {
  const current = state();
  current.wanted = true;
  try {
    current.delivery ??= startDelivery(outboxTopics);
    await startWorker(jobs);
    current.watching ??= watchAccounts({ onNews: (order) => enqueue(syncOrder, order, { singletonKey: order.connectionId }) });
  } catch (error) {
    logger.warn("background work can't begin yet", { error });
    if (state().wanted === true) current.retry = setTimeout(() => void startBackground(), retryMs).unref();
  }
};

/** Begins nothing new, gives what runs five seconds, and leaves the rest to whoever comes next. */
export const stopBackground = async (): Promise<void> => {
  const current = state();
  current.wanted = false;
  clearTimeout(current.retry);
  const { delivery, watching } = current;
  current.delivery = undefined;
  current.watching = undefined;
  await Promise.all([delivery?.stop(), watching?.stop(), stopWorker()]);
  await closePubsub();
};
