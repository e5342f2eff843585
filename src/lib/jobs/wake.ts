/** On the embedded database sender and worker share this process, so a new job is said aloud instead of through NOTIFY. */
import { processWide } from "@/lib/config";

interface State {
  wake?: (() => void) | undefined;
}
const { get: state } = processWide<State>("jobs.wake", () => ({}));

export const wakeWorker = (): void => state().wake?.();

export const listenForJobs = (wake: (() => void) | undefined): void => {
  state().wake = wake;
};
