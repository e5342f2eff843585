/** What this browser can be told while Perin isn't open: the ways of its own Push API, and whether the server knows it. */
import { getPush, subscribePush, unsubscribePush } from "./addresses";
import { call, ProblemError } from "./call";

/** Why this browser isn’t told anything, or that it could be, or that it is. */
export type PushStatus = "unsupported" | "insecure" | "home-screen" | "blocked" | "off" | "on";

const workerAddress = "/sw.js";

const onApple = (): boolean => /iPhone|iPad|iPod/.test(navigator.userAgent);

/** What stands in the way in this browser; null when nothing does. */
const obstacle = (): PushStatus | null => {
  if (!window.isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return onApple() ? "home-screen" : "unsupported";
  return Notification.permission === "denied" ? "blocked" : null;
};

const hashOf = async (text: string): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))), (byte) => byte.toString(16).padStart(2, "0")).join("");

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const currentSubscription = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** Its id at the server; undefined when it isn't known there (any more). */
const knownId = async (endpoint: string): Promise<string | undefined> => {
  const [{ browsers }, endpointHash] = await Promise.all([call(getPush, {}), hashOf(endpoint)]);
  return browsers.find((browser) => browser.endpointHash === endpointHash)?.id;
};

/** How things are right now. Errors: ProblemError when the server can't be asked. */
export const pushStatus = async (): Promise<PushStatus> => {
  const blocked = obstacle();
  if (blocked !== null) return blocked;
  const subscription = Notification.permission === "granted" ? await currentSubscription() : null;
  return subscription !== null && (await knownId(subscription.endpoint)) !== undefined ? "on" : "off";
};

const subscriptionFor = async (publicKey: string): Promise<PushSubscription> => {
  const registration = await navigator.serviceWorker.register(workerAddress, { scope: "/", updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  // One made for another key of the server couldn't be reached.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
};

/** Asks the person, then the browser, then tells the server. Answers how things are. Call it from a press: browsers ask only then. */
export const turnPushOn = async (): Promise<PushStatus> => {
  const blocked = obstacle();
  if (blocked !== null) return blocked;
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "blocked" : "off";
  const { publicKey } = await call(getPush, {});
  const { endpoint, keys } = (await subscriptionFor(publicKey)).toJSON();
  await call(subscribePush, { endpoint: endpoint ?? "", keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" } });
  return "on";
};

export const turnPushOff = async (): Promise<PushStatus> => {
  const subscription = await currentSubscription();
  if (subscription === null) return "off";
  const browserId = await knownId(subscription.endpoint);
  if (browserId !== undefined)
    await call(unsubscribePush, { browserId }).catch((error: unknown) => {
      // Taken off the list elsewhere in the meantime is off as well.
      if (!(error instanceof ProblemError) || error.code !== "notifications/browser-not-found") throw error;
    });
  await subscription.unsubscribe();
  return "off";
};
