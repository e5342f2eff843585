/** Ends the server without dropping anybody: what runs may finish, nothing new begins. */
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

const drainMaxMs = 6_000;

/** Sockets that left HTTP behind (the development server's live reload) never end by themselves. */
export const collectUpgraded = (server: Server): ReadonlySet<Duplex> => {
  const sockets = new Set<Duplex>();
  server.on("upgrade", (_request, socket: Duplex) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
};

const tickMs = 25;
const quietTicks = 8;
const arrivingMaxMs = 2_000;

/**
 * Requests that were sent before anybody could know stand in the system's queues, and a busy process takes in one connection a turn:
 * closing now would cut them. Resolves when several turns brought nothing new, at the latest after two seconds.
 */
const arrived = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    let quiet = 0;
    const heard = (): void => void (quiet = 0);
    for (const event of ["connection", "request"]) server.on(event, heard);
    const startedMs = performance.now();
    const timer = setInterval(() => {
      quiet += 1;
      if (quiet < quietTicks && performance.now() - startedMs < arrivingMaxMs) return;
      clearInterval(timer);
      resolve();
    }, tickMs);
  });

/** Resolves when the last request has been answered, at the latest after eight seconds. */
export const drain = async (server: Server, upgraded: ReadonlySet<Duplex> = new Set()): Promise<void> => {
  server.prependListener("request", (_request, response: { setHeader(name: string, value: string): void }) => response.setHeader("Connection", "close"));
  for (const socket of upgraded) socket.destroy();
  await arrived(server);
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => {
      server.closeAllConnections();
      resolve();
    }, drainMaxMs);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
    setInterval(() => server.closeIdleConnections(), 100).unref();
  });
};
