/**
 * `fetch` for addresses that somebody typed. Each hop, redirects included, is looked up, judged and connected to at the very address that was
 * judged (against DNS answers that change in between); only http and https, only as much as was allowed, only for as long as the signal holds.
 */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { pipeline, Readable, type Transform } from "node:stream";
import { AppError } from "@/lib/errors";
import { findPublicAddress } from "./public-address";

export interface SafeFetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  /** Unpacked; 10 MB unless told. */
  readonly bytesMax?: number;
}

const redirectsMax = 5;
const usualBytesMax = 10 * 1024 * 1024;
const redirecting = new Set([301, 302, 303, 307, 308]);

/** Credentials in the address are refused: they would end up in logs. Errors: http/address-refused. */
const judgedUrl = (text: string | URL): URL => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "")
    throw new AppError("http/address-refused");
  return url;
};

const send = async (url: URL, { method = "GET", headers = {}, body, signal }: SafeFetchOptions): Promise<IncomingMessage> => {
  const found = await findPublicAddress(url.hostname);
  if (found === null) throw new AppError("http/address-refused", { message: `${url.hostname} isn't a public address` });
  return new Promise((resolve, reject) => {
    const begin = url.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = begin(url, {
      method,
      headers: { "accept-encoding": "gzip, deflate, br", ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }), ...headers },
      signal,
      agent: false,
      // The name goes into TLS and the Host header; the connection goes where it was judged.
      lookup: (_host, options, done) => {
        if (options.all === true) done(null, [found]);
        else done(null, found.address, found.family);
      },
    });
    sent.once("response", resolve).once("error", reject);
    sent.end(body);
  });
};

const unpackers: Readonly<Record<string, () => Transform>> = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress };

const readBody = async (answer: IncomingMessage, bytesMax: number): Promise<Buffer<ArrayBuffer>> => {
  const unpacker = unpackers[(answer.headers["content-encoding"] ?? "").toLowerCase()]?.();
  const stream: Readable = unpacker === undefined ? answer : pipeline(answer, unpacker, () => undefined);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > bytesMax) {
      answer.destroy();
      throw new AppError("http/answer-too-large");
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
};

const headersOf = (answer: IncomingMessage): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined && name !== "content-encoding" && name !== "content-length" && name !== "transfer-encoding")
      for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  return headers;
};

/** To another origin no credentials travel; after 303 (and, as browsers do, after 301 and 302 of a POST) the body stays behind. */
const nextHop = (from: URL, to: URL, status: number, options: SafeFetchOptions): SafeFetchOptions => {
  const { method = "GET", headers = {}, body, ...rest } = options;
  const kept = from.origin === to.origin ? headers : Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(?:authorization|cookie)$/i.test(name)));
  const becomesGet = status === 303 || ((status === 301 || status === 302) && method === "POST");
  return becomesGet ? { ...rest, method: "GET", headers: kept } : { ...rest, method, headers: kept, ...(body === undefined ? {} : { body }) };
};

export interface SafeAnswer {
  readonly response: Response;
  /** Where it came from in the end. */
  readonly url: string;
}

/**
 * Follows up to five redirects. Errors: http/address-refused, http/answer-too-large, http/too-many-redirects, the signal's reason, or
 * what the connection throws (`code`: ENOTFOUND, ECONNREFUSED, …), which `judgeError` understands.
 */
export const safeFetch = async (address: string | URL, options: SafeFetchOptions): Promise<SafeAnswer> => {
  let url = judgedUrl(address);
  let hop = options;
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const answer = await send(url, hop);
    const status = answer.statusCode ?? 502;
    const location = answer.headers.location;
    if (redirecting.has(status) && location !== undefined) {
      answer.destroy();
      const to = judgedUrl(URL.parse(location, url.href) ?? "");
      hop = nextHop(url, to, status, hop);
      url = to;
      continue;
    }
    const bodiless = status === 204 || status === 205 || status === 304 || hop.method === "HEAD";
    const body = bodiless ? null : await readBody(answer, options.bytesMax ?? usualBytesMax);
    if (bodiless) answer.resume();
    return { response: new Response(body, { status, headers: headersOf(answer) }), url: url.href };
  }
  throw new AppError("http/too-many-redirects");
};
