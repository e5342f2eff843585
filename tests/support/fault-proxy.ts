/** Stands in front of a server that speaks HTTP and fails as networks and servers do: a whole answer, none, half of one, or another one than was asked for. */
import { once } from "node:events";
import { createServer, request as call, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request. "lost" lets it through and cuts the answer: what it did is done, and nobody was told. */
export type Fault =
  "reset" | "truncated" | "lost" | "hang" | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface FaultProxy {
  readonly origin: string;
  /** Method and path of every request since the faults were set. */
  readonly calls: string[];
  /** The faults of the next requests, one each; after them `rest`, or what stands behind. */
  set(next: readonly Fault[], rest?: Fault): void;
  readonly close: () => Promise<void>;
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
};

export const startFaultProxy = async (target: string): Promise<FaultProxy> => {
  const calls: string[] = [];
  let next: Fault[] = [];
  let rest: Fault | undefined;
  let origin = "";

  const onward = async (request: IncomingMessage, sent: Buffer): Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }> => {
    const headers = { ...request.headers, host: new URL(target).host, "accept-encoding": "identity" };
    const asked = call(new URL(request.url ?? "/", target), { method: request.method, headers });
    asked.end(sent);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const { "transfer-encoding": _chunked, "content-length": _length, ...kept } = answer.headers;
    // Addresses in an answer lead through here again.
    const body = Buffer.from((await bodyOf(answer)).toString("utf8").replaceAll(target, origin));
    return { status: answer.statusCode ?? 502, headers: kept, body };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await bodyOf(request);
    calls.push(`${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`);
    const fault = next.shift() ?? rest;
    if (fault === "hang") return;
    if (fault === "reset") {
      response.destroy();
      return;
    }
    if (typeof fault === "object") {
      response.writeHead(fault.status, { "content-type": "text/html", ...fault.headers }).end(fault.body ?? "");
      return;
    }
    const { status, headers, body } = await onward(request, sent);
    if (fault === "lost") {
      response.destroy();
      return;
    }
    if (status !== 204 && status !== 304) headers["content-length"] = String(body.length + (fault === undefined ? 0 : 1));
    response.writeHead(status, headers);
    if (fault === undefined) response.end(body);
    else response.write(body.subarray(0, body.length / 2), () => response.destroy());
  };

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    calls,
    set: (faults, after) => {
      next = [...faults];
      rest = after;
      calls.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
