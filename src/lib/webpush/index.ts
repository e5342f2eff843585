/** Web push: sealing words for one browser, and handing them to its push service. Knows nothing of what they say. */
export { generateVapidKey, vapidPublicKey } from "./vapid";
export { isPushKey, type PushKeys } from "./encrypt";
export { sendPush, type PushOutcome, type PushRequest } from "./send";
