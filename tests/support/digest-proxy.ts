/** A guard in front of a server that takes Basic: it takes Digest and nothing else (RFC 7616, MD5, as SabreDAV and Baïkal do), and each nonce only a few times. */
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, request as call } from "node:http";
import type { AddressInfo } from "node:net";

interface Login {
  readonly username: string;
  readonly password: string;
}

export interface DigestProxy {
  readonly origin: string;
  /** Of every request: the scheme it came with. */
  readonly schemes: string[];
  readonly close: () => Promise<void>;
}

const realm = "SabreDAV";
const usesMax = 10;
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

export const startDigestProxy = async (target: string, { username, password }: Login): Promise<DigestProxy> => {
  const schemes: string[] = [];
  /** The count that was seen last, of each nonce that is still good. */
  const nonces = new Map<string, number>();
  const accepts = (method: string, url: string, header: string): boolean => {
    const said = Object.fromEntries([...header.matchAll(/(\w+)="?([^",]+)"?/g)].map(([, name = "", value = ""]) => [name, value]));
    const { nonce = "", nc = "", cnonce = "", qop = "", response, uri } = said;
    const before = nonces.get(nonce);
    const count = Number.parseInt(nc, 16);
    const right = md5([md5(`${username}:${realm}:${password}`), nonce, nc, cnonce, qop, md5(`${method}:${url}`)].join(":"));
    if (before === undefined || !(count > before) || uri !== url || said.username !== username || response !== right) return false;
    if (count >= usesMax) nonces.delete(nonce);
    else nonces.set(nonce, count);
    return true;
  };
  const server = createServer((request, response) => {
    const { method = "GET", url = "/", headers } = request;
    schemes.push((headers.authorization ?? "none").split(" ")[0] ?? "");
    if (!accepts(method, url, headers.authorization ?? "")) {
      const nonce = randomUUID();
      nonces.set(nonce, 0);
      request.resume();
      response.writeHead(401, { "www-authenticate": `Digest realm="${realm}",qop="auth",nonce="${nonce}",opaque="${md5(realm)}"` }).end();
      return;
    }
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const onward = call(new URL(url, target), { method, headers: { ...headers, authorization } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    schemes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
