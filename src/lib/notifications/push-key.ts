/** The key by which push services know this server: made once, sealed in the database, so that every process on it has the same. */
import { keepServerKey } from "@/lib/queries/server-keys";
import { generateVapidKey } from "@/lib/webpush";

export const vapidKey = (): Promise<string> => keepServerKey("vapid", generateVapidKey);
