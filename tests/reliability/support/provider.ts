/** The outside: takes events over HTTP, does each once by the id it comes with, and can be away, slow or picky. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";

export interface Provider {
  readonly port: number;
  /** id -> how often it was asked. */
  readonly asked: Map<string, number>;
  /** What it did, in order: each id once. */
  readonly done: string[];
  /** Ids that it refuses as nonsense. */
  readonly refuses: Set<string>;
  /** While true, requests are taken and not answered. */
  hangs: boolean;
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

export const startProvider = async (): Promise<Provider> => {
  const asked = new Map<string, number>();
  const done: string[] = [];
  const refuses = new Set<string>();
  let server: Server;
  const open = async (port: number): Promise<number> => {
    server = createServer((request, response) => {
      const id = String(request.headers["idempotency-key"]);
      request.resume();
      asked.set(id, (asked.get(id) ?? 0) + 1);
      if (provider.hangs) return;
      if (refuses.has(id)) {
        response.writeHead(400).end();
        return;
      }
      if (!done.includes(id)) done.push(id);
      response.writeHead(200).end();
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  const leave = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const port = await open(0);
  const provider: Provider = { port, asked, done, refuses, hangs: false, leave, comeBack: async () => void (await open(port)) };
  return provider;
};
