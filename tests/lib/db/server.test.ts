import { createServer, type AddressInfo, type Socket } from "node:net";
import { closeDatabase, databaseReady, openDatabase, query } from "@/lib/db";
import { closeTestDatabase } from "../../support/test-source";

const away = async (port: number): Promise<{ error: unknown; tookMs: number }> => {
  await closeTestDatabase();
  await openDatabase({ kind: "server", url: `postgresql://nobody@127.0.0.1:${port}/nowhere`, poolMax: 2 });
  const startedMs = performance.now();
  const error: unknown = await query("SELECT 1").catch((caught: unknown) => caught);
  return { error, tookMs: performance.now() - startedMs };
};
afterEach(closeDatabase);

test("a server that refuses the connection is named unavailable at once, with when to come back", async () => {
  const { error, tookMs } = await away(1);
  expect(error).toMatchObject({ code: "db/unavailable", status: 503, retryAfterSeconds: 2 });
  expect(tookMs).toBeLessThan(2_900);
  expect(await databaseReady()).toBe(false);
});

test("a server that takes the connection and says nothing is given up after three seconds", async () => {
  const sockets: Socket[] = [];
  const deaf = createServer((socket) => void sockets.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  const { error, tookMs } = await away((deaf.address() as AddressInfo).port);
  expect(error).toMatchObject({ code: "db/unavailable" });
  expect(tookMs).toBeLessThan(8_000);
  for (const socket of sockets) socket.destroy();
  deaf.close();
});
