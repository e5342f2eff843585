/** R36: what somebody typed never leads this server to a private place, not by a name, a redirect or an answer that changes. */
import dns from "node:dns/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { safeFetch } from "@/lib/http/safe-fetch";
import { setting } from "../../support/settings";

const asked: { url: string; headers: Record<string, unknown>; method: string }[] = [];
let server: Server;
let origin = "";
const signal = AbortSignal.timeout(5_000);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (error: { code?: string }) => error.code ?? String(error),
  );

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? "", headers: request.headers, method: request.method ?? "" });
    const path = request.url ?? "";
    if (path === "/plain") return response.end("hello");
    if (path === "/zip") return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hello, packed"));
    if (path === "/bomb") return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(3_000_000)));
    if (path.startsWith("/to?")) return response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
    if (path === "/round") return response.writeHead(302, { location: "/round" }).end();
    return response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => new Promise((done) => server.close(done)));

test.each([
  () => origin,
  () => origin.replace("127.0.0.1", "localhost"),
  () => origin.replace("127.0.0.1", "2130706433"),
  () => origin.replace("127.0.0.1", "0x7f.1"),
  () => origin.replace("127.0.0.1", "0177.0.0.1"),
  () => origin.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
  () => origin.replace("127.0.0.1", "127.1"),
  () => origin.replace("//", "//user:secret@"),
  () => "file:///etc/passwd",
  () => "gopher://127.0.0.1/",
  () => "http://169.254.169.254/latest/meta-data/",
  () => "nonsense",
])("a typed address that leads here is refused and nothing is sent (%#)", async (address) => {
  expect(await codeOf(safeFetch(`${address()}`, { signal }))).toBe("http/address-refused");
  expect(asked).toEqual([]);
});

test("a name that answers with one private address among public ones is refused", async () => {
  jest.spyOn(dns, "lookup").mockResolvedValue([
    { address: "8.8.8.8", family: 4 },
    { address: "127.0.0.1", family: 4 },
  ] as never);
  expect(await codeOf(safeFetch("http://rebind.example/", { signal }))).toBe("http/address-refused");
});

test("a name is looked up once, and connected to at the address that was judged", async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: "rebind.example" });
  const lookups = jest
    .spyOn(dns, "lookup")
    .mockResolvedValueOnce([{ address: "127.0.0.1", family: 4 }] as never)
    .mockRejectedValue(new TypeError("asked twice"));
  const { response } = await safeFetch(`${origin.replace("127.0.0.1", "rebind.example")}/plain`, { signal });
  expect(await response.text()).toBe("hello");
  expect(lookups).toHaveBeenCalledTimes(1);
  expect(asked[0]?.headers.host).toContain("rebind.example");
});

test("a redirect to a private place ends there, and credentials don't travel to another origin", async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
  expect(await codeOf(safeFetch(`${origin}/to?${encodeURIComponent("http://[::1]:1/")}`, { signal }))).toBe("http/address-refused");
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1,localhost,::1" });
  const elsewhere = `${origin.replace("127.0.0.1", "localhost")}/plain`;
  const other = await safeFetch(`${origin}/to?${encodeURIComponent(elsewhere)}`, { signal, headers: { authorization: "Basic x" } }).catch(() => null);
  if (other !== null) expect(asked.at(-1)?.headers.authorization).toBeUndefined();
  const same = await safeFetch(`${origin}/to?/plain`, { signal, headers: { authorization: "Basic x" } });
  expect(same.url).toBe(`${origin}/plain`);
  expect(asked.at(-1)?.headers.authorization).toBe("Basic x");
});

test("answers are unpacked, but never beyond what was allowed; redirects end", async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.0/8" });
  expect(await (await safeFetch(`${origin}/zip`, { signal })).response.text()).toBe("hello, packed");
  expect(await codeOf(safeFetch(`${origin}/bomb`, { signal, bytesMax: 100_000 }))).toBe("http/answer-too-large");
  expect(await codeOf(safeFetch(`${origin}/round`, { signal }))).toBe("http/too-many-redirects");
});
