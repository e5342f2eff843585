/** What has to be ended before the process is, said by whoever began it: the start script knows none of them. */
import { processWide } from "./process-wide";

type Close = () => Promise<void>;
const { get: hooks } = processWide<Set<Close>>("closing", () => new Set());

/** Runs once, when the process has been told to stop and while the database still answers. */
export const onClose = (close: Close): void => void hooks().add(close);

/** Ends everything at once; one that fails doesn't keep the others. */
export const closeAll = async (): Promise<void> => {
  const closing = [...hooks()];
  hooks().clear();
  await Promise.allSettled(closing.map((close) => close()));
};
