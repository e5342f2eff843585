/** Browsers that an owner lets be told something while Perin isn't open. */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { describeDevice, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { deletePushSubscription, listPushBrowsers, savePushSubscription, trimPushSubscriptions } from "@/lib/queries/push-subscriptions";
import { transaction } from "@/lib/queries/transaction";
import { isPushKey, vapidPublicKey } from "@/lib/webpush";
import type { PushBrowser, PushState, PushSubscriptionInput } from "./contracts";
import { vapidKey } from "./push-key";

const browsersMax = 20;

/** The key that browsers subscribe with, and those that have. */
export const getPush = async (actor: Actor): Promise<PushState> => {
  requireScope(actor, "settings");
  return { publicKey: vapidPublicKey(await vapidKey()), browsers: await listPushBrowsers(actor.userId) };
};

const wrong = (path: string, message: string): AppError => new AppError("request/invalid", { issues: [{ path: [path], message }] });

/** Beyond this machine only https: what is sent there is sealed, but who sends it isn't. Whether the place is public is settled when it is gone to. */
const requireUsable = ({ endpoint, keys }: PushSubscriptionInput): void => {
  const { protocol, hostname, username, password } = new URL(endpoint);
  const here = hostname === "localhost" || hostname === "127.0.0.1";
  if ((protocol !== "https:" && !here) || username !== "" || password !== "") throw wrong("endpoint", "Push services are reached by https");
  if (!isPushKey(keys.p256dh)) throw wrong("keys", "This isn’t a key of a browser");
};

const store = (actor: Actor, { endpoint, keys }: PushSubscriptionInput, label: string): Promise<PushBrowser> =>
  transaction(async () => {
    const endpointHash = createHash("sha256").update(endpoint).digest("hex");
    const browser = await savePushSubscription(actor.userId, {
      id: newId(),
      endpoint,
      p256dh: keys.p256dh,
      auth: keys.auth,
      endpointHash,
      label,
      sessionId: actor.sessionId ?? null,
    });
    if (browser === null) throw new AppError("internal/unexpected", { message: "a browser that was stored isn't there" });
    await trimPushSubscriptions(actor.userId, browsersMax);
    await recordAudit(actor, { action: "push.subscribe", subjectId: browser.id, after: { label } });
    return browser;
  });

/** Tells this browser things from now on, for as long as its session lasts. Errors: request/invalid. */
export const subscribePush = async (actor: Actor, input: PushSubscriptionInput, userAgent: string | null): Promise<PushBrowser> => {
  requireScope(actor, "settings");
  requireUsable(input);
  return store(actor, input, describeDevice(userAgent ?? ""));
};

/** Errors: notifications/browser-not-found, also for somebody else's. */
export const unsubscribePush = (actor: Actor, { browserId }: { readonly browserId: string }): Promise<{ removed: true }> =>
  transaction(async () => {
    requireScope(actor, "settings");
    if (!(await deletePushSubscription(actor.userId, browserId))) throw new AppError("notifications/browser-not-found");
    await recordAudit(actor, { action: "push.unsubscribe", subjectId: browserId });
    return { removed: true as const };
  });
