/**
 * The way out to every model's server. A redirect is never followed (a key in a header would travel along), and nothing is read
 * without a limit: a server that pours for ever costs a turn, not the process.
 */
import { AppError } from "@/lib/errors";

/** The longest answers of today's models are below 1 MB; their events weigh a few times that. */
const answerBytesMax = 16 * 1_048_576;
/** An error's JSON is small; what comes behind is a page nobody reads. */
const errorBytesMax = 65_536;

const tooLong = (): AppError => new AppError("ai/model-unavailable", { message: `A model's answer was longer than ${answerBytesMax} bytes` });

const limited = (ok: boolean): TransformStream<Uint8Array, Uint8Array> => {
  let read = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      read += chunk.byteLength;
      if (ok && read > answerBytesMax) controller.error(tooLong());
      else if (!ok && read > errorBytesMax) controller.terminate();
      else controller.enqueue(chunk);
    },
  });
};

export const modelFetch: typeof globalThis.fetch = async (input, init) => {
  const response = await globalThis.fetch(input, { ...init, redirect: "manual" });
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limited(response.ok)), { status, statusText, headers });
};

/** Vendors' addresses are written with and without the version behind them; without any path the vendor's own is meant. */
export const withVersion = (baseUrl: string, version: string): string => (new URL(baseUrl).pathname === "/" ? baseUrl + version : baseUrl);

/** The part of an address that may be shown: never a user, a password or a query. */
export const shownAddress = (baseUrl: string): string => {
  const { origin, pathname } = new URL(baseUrl);
  return origin + (pathname === "/" ? "" : pathname);
};
