/** That something of an owner's is other than it was, told to whoever shows it, in every process. What it is now has to be read. */
import { requestContext } from "@/lib/logger";
import { publish, subscribe } from "@/lib/pubsub";

export interface Changed {
  /** The thing of the trail's "thing.verb"; null when words may have been lost and it could be anything. */
  readonly subject: string | null;
  /** The request that changed it; null for a job. */
  readonly requestId: string | null;
}

const channelOf = (userId: string): string => `changes:${userId}`;

/** Tells it once the running transaction has committed. What is written down in the trail is told by that. */
export const tellChanged = (userId: string, subject: string | null): Promise<void> =>
  publish(channelOf(userId), { subject, requestId: requestContext()?.requestId ?? null } satisfies Changed);

/** Calls `hear` after every change of this owner's that is told, in whichever process; returns how to stop. */
export const listenToChanges = (userId: string, hear: (changed: Changed) => void): (() => void) =>
  subscribe(
    channelOf(userId),
    (changed) => hear(changed as Changed),
    () => hear({ subject: null, requestId: null }),
  );
