/**
 * A model's server in a vendor's wire format (tests/support/wires), scripted per test: it hands out one script per request and
 * keeps what it was asked. Also plays every way in which a real one fails.
 */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { chatCompletions } from "./wires/chat-completions";
import type { ToolCallScript, Wire } from "./wires/wire";

export type Script =
  | { readonly text?: string; readonly calls?: readonly ToolCallScript[]; /** Characters per piece. */ readonly piece?: number; readonly pauseMs?: number }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Ends the connection in the middle of the stream, or leaves it open and says no more. */
  | { readonly truncated: { readonly text?: string; readonly calls?: readonly ToolCallScript[]; readonly afterPieces: number; readonly staysOpen?: true } }
  /** 200 with something that is no stream of events. */
  | { readonly html: string }
  /** A stream whose events aren't JSON. */
  | { readonly badJson: true }
  /** Takes the request and never answers. */
  | { readonly hangs: true }
  /** Drops the connection at once. */
  | { readonly resets: true }
  /** An error in the middle of a stream that began with 200. */
  | { readonly streamError: object; readonly text?: string }
  /** Bytes of one event, one every so often, never whole. */
  | { readonly drips: number }
  /** Text without end, as fast as it goes. */
  | { readonly pours: true };

export interface ModelRequest {
  readonly path: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly body: {
    readonly model: string;
    readonly stream?: boolean;
    readonly messages: readonly { readonly role: string; readonly content?: unknown; readonly tool_calls?: unknown }[];
    readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters: unknown } }[];
  };
  /** Resolves when the caller has gone away before the end. */
  readonly closedEarly: Promise<void>;
}

export interface ModelServer {
  readonly baseUrl: string;
  readonly requests: readonly ModelRequest[];
  /** Added at the end of what is still to be handed out. */
  readonly enqueue: (...scripts: Script[]) => void;
  readonly close: () => Promise<void>;
}

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const openStream = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
};
const send = (response: ServerResponse, wire: Wire, event: object | string): boolean => {
  const name = wire.namesEvents === true && typeof event === "object" && "type" in event ? `event: ${String(event.type)}\n` : "";
  return response.write(`${name}data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`);
};

type Talk = Extract<Script, { pauseMs?: number }>;
const speak = async (wire: Wire, response: ServerResponse, script: Talk): Promise<void> => {
  openStream(response);
  for (const event of wire.said(script, script.piece ?? 7)) {
    if (response.destroyed) return;
    send(response, wire, event);
    if (script.pauseMs !== undefined) await pause(script.pauseMs);
  }
  for (const event of wire.end(script)) send(response, wire, event);
  response.end();
};

const breakOff = async (wire: Wire, response: ServerResponse, { truncated }: Extract<Script, { truncated: unknown }>): Promise<void> => {
  openStream(response);
  for (const event of wire.said(truncated, 5).slice(0, truncated.afterPieces)) send(response, wire, event);
  await pause(20);
  if (truncated.staysOpen !== true) response.destroy();
};

const drip = async (wire: Wire, response: ServerResponse, everyMs: number): Promise<void> => {
  openStream(response);
  for (const byte of `data: ${JSON.stringify(wire.said({ text: "x".repeat(5_000) }, 5_000))}`) {
    if (response.destroyed) return;
    response.write(byte);
    await pause(everyMs);
  }
};

const pour = async (wire: Wire, response: ServerResponse): Promise<void> => {
  openStream(response);
  const events = wire.said({ text: "flood ".repeat(40_000) }, 60_000);
  for (const event of events.slice(0, -1)) send(response, wire, event);
  const flood = events.find((event) => JSON.stringify(event).length > 50_000) ?? {};
  while (!response.destroyed) if (!send(response, wire, flood)) await Promise.race([once(response, "drain"), once(response, "close")]);
};

const play = async (wire: Wire, script: Script, response: ServerResponse): Promise<void> => {
  if ("status" in script) {
    response.writeHead(script.status, { "content-type": "application/json", ...script.headers });
    response.end(typeof script.body === "string" ? script.body : JSON.stringify(script.body ?? wire.failure));
  } else if ("truncated" in script) await breakOff(wire, response, script);
  else if ("html" in script) response.writeHead(200, { "content-type": "text/html" }).end(script.html);
  else if ("badJson" in script) {
    openStream(response);
    response.end(`data: ${wire.badEvent}\n\n`);
  } else if ("streamError" in script) {
    openStream(response);
    for (const event of wire.said({ text: script.text ?? "" }, 7)) if (script.text !== undefined) send(response, wire, event);
    send(response, wire, script.streamError);
    response.end();
  } else if ("drips" in script) await drip(wire, response, script.drips);
  else if ("pours" in script) await pour(wire, response);
  else if ("resets" in script) response.destroy();
  else if (!("hangs" in script)) await speak(wire, response, script);
};

/** Starts a server that answers with these scripts, in order; a request beyond them gets a 500 that says so. */
export const startWireServer = async (wire: Wire, ...scripts: Script[]): Promise<ModelServer> => {
  const queue = [...scripts];
  const requests: ModelRequest[] = [];
  const server: Server = createServer((request, response) => {
    void read(request).then(async (text) => {
      const closedEarly = new Promise<void>((resolve) => response.on("close", () => !response.writableFinished && resolve()));
      requests.push({ path: request.url ?? "", headers: request.headers, body: JSON.parse(text) as ModelRequest["body"], closedEarly });
      await play(wire, queue.shift() ?? { status: 500, body: { error: { message: "the script is over" } } }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${wire.basePath}`,
    requests,
    enqueue: (...more) => void queue.push(...more),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

/** OpenAI's chat completions, which every compatible server speaks. */
export const startModelServer = (...scripts: Script[]): Promise<ModelServer> => startWireServer(chatCompletions, ...scripts);
