/** The way of a browser's error reports: to us, cleaned, and from here to the configured Sentry project. The page's policy allows no other. */
import { notAllowed, nothingHere, refusal } from "@/app/_composition/route";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { clientAddress, toLimitKey } from "@/lib/http/client-address";
import { readBodyBytes } from "@/lib/http/read-body";
import { requireSameOrigin } from "@/lib/http/same-origin";
import { checkRateLimit } from "@/lib/redis";
import { cleanEnvelope, forwardEnvelope } from "@/lib/telemetry/envelope";

export const dynamic = "force-dynamic";

const bytesMax = 200_000;
const windowMs = 60_000;
const perCallerMax = 30;
/** Whatever happens in however many browsers, Sentry gets no more than this a minute. */
const altogetherMax = 300;

/** Errors: request/rate-limited. */
const countReport = async (request: Request): Promise<void> => {
  const caller = await checkRateLimit(`limit:monitoring:${toLimitKey(clientAddress(request.headers))}`, perCallerMax, windowMs);
  const all = caller.allowed ? await checkRateLimit("limit:monitoring", altogetherMax, windowMs) : caller;
  if (!all.allowed) throw new AppError("request/rate-limited", { retryAfterSeconds: Math.max(1, (all.resetTime - Date.now()) / 1000) });
};

/** Without SENTRY_DSN there is nothing at this address. Errors: request/cross-site, request/rate-limited, request/too-large, request/invalid. */
export const POST = async (request: Request): Promise<Response> => {
  const { SENTRY_DSN: dsn } = config();
  if (dsn === undefined) return nothingHere();
  try {
    requireSameOrigin(request);
    await countReport(request);
    const envelope = cleanEnvelope(await readBodyBytes(request, bytesMax), dsn);
    const status = envelope === null ? 200 : await forwardEnvelope(envelope, dsn).catch(() => 503);
    return new Response("{}", {
      status: status === 429 || status >= 500 ? 429 : 200,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    });
  } catch (thrown) {
    return refusal(thrown);
  }
};
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
