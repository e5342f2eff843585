/** What `npm start` does before and after serving. */
import { createServer, get, type Server } from "node:http";
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drain } from "@/lib/http/drain";
import { requireDataDirectory } from "../../scripts/start/data-directory";
import { requireFreePort } from "../../scripts/start/free-port";
import { needsBuild } from "../../scripts/start/needs-build";
import { nodeTooOld } from "../../scripts/start/node-version";

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

test("an old Node is refused with the cure, a new one isn't", () => {
  expect(nodeTooOld("v20.11.0")).toMatch(/v20\.11\.0[\s\S]*npm rebuild node/);
  expect(nodeTooOld("v24.0.0")).toBeNull();
  expect(nodeTooOld("v26.10.0")).toBeNull();
});

test("a taken port is named with another one to try; a free one is left free", async () => {
  const server = createServer();
  const port = await listening(server);
  await expect(requireFreePort("127.0.0.1", port)).rejects.toMatchObject({
    code: "start/port-taken",
    message: expect.stringContaining(`PORT=${port + 1}`) as string,
  });
  await new Promise((resolve) => server.close(resolve));
  await requireFreePort("127.0.0.1", port);
  await requireFreePort("127.0.0.1", port);
});

test("a data directory is made; one that can't be is named with the reason and the cure", () => {
  const root = mkdtempSync(join(tmpdir(), "perin-data-"));
  requireDataDirectory(join(root, "deep", "er"));
  expect(statSync(join(root, "deep", "er")).isDirectory()).toBe(true);
  writeFileSync(join(root, "file"), "");
  const refusal = (directory: string): unknown => {
    try {
      requireDataDirectory(directory);
      return null;
    } catch (error) {
      return error;
    }
  };
  for (const [path, reason] of [
    ["file", "a file of this name is in the way"],
    ["file/below", "a part of it is a file"],
  ] as const)
    expect(refusal(join(root, path))).toMatchObject({
      code: "config/invalid",
      message: expect.stringMatching(new RegExp(`${join(root, path)}.*${reason}.*DATA_DIR`)) as string,
    });
  rmSync(root, { recursive: true });
});

const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("where the system lets nobody make a folder the start ends with a sentence, and doesn't try for ever", () => {
  expect(() => requireDataDirectory("/proc/perin/data")).toThrow(/\/proc\/perin\/data can't be used: no folder can be made there \(ENOENT\)\. Set DATA_DIR/);
});

test("a build is needed when there is none, when the commands weren't bundled, when a source is newer, and when one was deleted", () => {
  const root = mkdtempSync(join(tmpdir(), "perin-build-"));
  const at = (path: string, seconds: number): void => utimesSync(join(root, path), seconds, seconds);
  mkdirSync(join(root, "src", "deep"), { recursive: true });
  mkdirSync(join(root, ".next", "commands"), { recursive: true });
  writeFileSync(join(root, "src", "deep", "a.ts"), "");
  expect(needsBuild(root, ".next")).toBe(true);
  writeFileSync(join(root, ".next", "BUILD_ID"), "x");
  expect(needsBuild(root, ".next")).toBe(true);
  writeFileSync(join(root, ".next", "commands", "start.mjs"), "");
  for (const path of ["src/deep/a.ts", "src/deep", "src"]) at(path, 1_000);
  at(".next/commands/start.mjs", 2_000);
  expect(needsBuild(root, ".next")).toBe(false);
  at("src/deep/a.ts", 3_000);
  expect(needsBuild(root, ".next")).toBe(true);
  at("src/deep/a.ts", 1_000);
  rmSync(join(root, "src", "deep", "a.ts"));
  at("src/deep", 3_000);
  expect(needsBuild(root, ".next")).toBe(true);
  rmSync(root, { recursive: true });
});

test("while the server stops, fifty requests and five streams in flight are answered whole, and then it is over", async () => {
  const server = createServer((request, response) => {
    // A busy process: it takes in one connection a turn, and turns are long.
    const busyUntilMs = performance.now() + 10;
    while (performance.now() < busyUntilMs);
    const parts = request.url === "/stream" ? 10 : 1;
    let sent = 0;
    const timer = setInterval(() => {
      response.write("part ");
      sent += 1;
      if (sent < parts) return;
      clearInterval(timer);
      response.end("end");
    }, 40);
  });
  const port = await listening(server);
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      get({ port, path, host: "127.0.0.1", agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += String(chunk)));
        response.on("end", () => resolve(body));
        response.on("error", reject);
      }).on("error", reject);
    });
  const answers = Promise.all([...Array.from({ length: 50 }, () => ask("/")), ...Array.from({ length: 5 }, () => ask("/stream"))]);
  // Some are being answered, others have only been sent.
  await new Promise((resolve) => setTimeout(resolve, 3));
  const startedMs = performance.now();
  await drain(server);
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  expect((await answers).every((body) => body.endsWith("end"))).toBe(true);
  await expect(ask("/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
