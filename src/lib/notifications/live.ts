/**
 * Who listens right now, in every process of this server. Nothing but "look again" travels: each listener reads what changed from
 * the database, so that a lost or doubled word shows nothing wrong.
 */
import { publish, subscribe } from "@/lib/pubsub";

const channelOf = (userId: string): string => `notifications:${userId}`;

/** Tells every open page of this owner to look again, once the running transaction has committed. */
export const signalOwner = (userId: string): Promise<void> => publish(channelOf(userId));

/** Calls `listen` at every word, and when words may have been missed; returns how to stop. */
export const listenToOwner = (userId: string, listen: () => void): (() => void) => subscribe(channelOf(userId), listen, listen);
