import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { rereadConfig } from "@/lib/config";
import { clientAddress, toLimitKey, watchPeers } from "@/lib/http/client-address";

const trust = (hops: string | undefined): void => {
  if (hops === undefined) delete process.env.TRUST_PROXY;
  else process.env.TRUST_PROXY = hops;
  rereadConfig();
};
afterEach(() => trust(undefined));

/** What a server that watches its peers makes of a request with these headers. */
const seenBy = async (headers: Record<string, string>): Promise<string> => {
  watchPeers();
  const server = createServer((incoming, outgoing) => outgoing.end(clientAddress(new Headers(incoming.headers as Record<string, string>))));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await new Promise<string>((resolve, reject) => {
      ask({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", headers }, (answer) => {
        let text = "";
        answer
          .setEncoding("utf8")
          .on("data", (chunk: string) => (text += chunk))
          .on("end", () => resolve(text));
      })
        .on("error", reject)
        .end();
    });
  } finally {
    server.close();
  }
};

test("the address is the socket's, whatever the caller writes into headers", async () => {
  expect(await seenBy({ "x-forwarded-for": "203.0.113.9", "x-perin-peer": "203.0.113.10", "x-real-ip": "203.0.113.11" })).toBe("127.0.0.1");
});

test("behind one trusted proxy it is the last address of X-Forwarded-For, behind two the one before", async () => {
  trust("1");
  expect(await seenBy({ "x-forwarded-for": "198.51.100.1, 203.0.113.9" })).toBe("203.0.113.9");
  trust("2");
  expect(await seenBy({ "x-forwarded-for": "192.0.2.1, 198.51.100.1, 203.0.113.9" })).toBe("198.51.100.1");
});

test("a proxy that sent no header leaves the proxy's own address", async () => {
  trust("1");
  expect(await seenBy({})).toBe("127.0.0.1");
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, key) => {
  expect(toLimitKey(address)).toBe(key);
});
