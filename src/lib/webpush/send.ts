/** Handing one message to a push service (RFC 8030). Its address is somebody's word, so it is gone to by safeFetch only. */
import { isAppError } from "@/lib/errors";
import { safeFetch } from "@/lib/http/safe-fetch";
import { encryptPush, pushTextMax, type PushKeys } from "./encrypt";
import { vapidHeader } from "./vapid";

export interface PushRequest extends PushKeys {
  readonly endpoint: string;
  readonly text: string;
  /** For how long the service keeps it for a browser that is away. */
  readonly ttlSeconds: number;
  readonly urgency: "normal" | "high";
  /** At most 32 signs of base64url; a later message of the same topic takes the place of one that still waits. */
  readonly topic: string;
  readonly vapid: { readonly privateKey: string; readonly contact: string };
  readonly nowMs: number;
}

export type PushOutcome =
  | { readonly outcome: "taken" }
  /** The browser doesn't want it any more: nothing may be sent there again. */
  | { readonly outcome: "gone" }
  /** It won't be taken, however often it is tried. */
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "busy"; readonly retryAfterSeconds: number | undefined };

const deadlineMs = 10_000;
/** Nobody reads what a push service answers. */
const answerBytesMax = 64 * 1024;

const retryAfterOf = (headers: Headers): number | undefined => {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) : undefined;
};

const outcomeOf = ({ status, headers }: Response): PushOutcome => {
  if (status >= 200 && status < 300) return { outcome: "taken" };
  if (status === 404 || status === 410) return { outcome: "gone" };
  if (status === 429 || status >= 500) return { outcome: "busy", retryAfterSeconds: retryAfterOf(headers) };
  return { outcome: "refused", reason: `the push service answered ${status}` };
};

/** Never rejects but for the caller's own signal: what happened is its answer. */
export const sendPush = async (request: PushRequest, signal: AbortSignal): Promise<PushOutcome> => {
  const text = Buffer.from(request.text, "utf8");
  if (text.length > pushTextMax) return { outcome: "refused", reason: "it is longer than push services take" };
  try {
    const { response } = await safeFetch(request.endpoint, {
      method: "POST",
      headers: {
        authorization: vapidHeader({ ...request.vapid, endpoint: new URL(request.endpoint), nowMs: request.nowMs }),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(request.ttlSeconds),
        urgency: request.urgency,
        topic: request.topic,
      },
      body: encryptPush(text, request),
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      bytesMax: answerBytesMax,
    });
    return outcomeOf(response);
  } catch (error) {
    if (signal.aborted) throw error;
    if (isAppError(error)) return { outcome: "refused", reason: error.code };
    return { outcome: "busy", retryAfterSeconds: undefined };
  }
};
