import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { announceServer, isControlToken } from "@/lib/config";
import { readControlIn } from "@/lib/config/control";

const dataDir = mkdtempSync(join(tmpdir(), "perin-control-"));

test("before any server has started there is none, and no token is right, the empty one least of all", () => {
  expect(readControlIn(dataDir)).toBeNull();
  expect(isControlToken("")).toBe(false);
});

test("a running server is found with a token that only this user may read", () => {
  announceServer(dataDir, "127.0.0.1", 3000);
  const control = readControlIn(dataDir);
  expect(control).toMatchObject({ host: "127.0.0.1", port: 3000, pid: process.pid });
  expect(statSync(join(dataDir, "control.json")).mode & 0o777).toBe(0o600);
  expect(isControlToken(control?.token ?? "")).toBe(true);
  expect(isControlToken(`${control?.token ?? ""}x`)).toBe(false);
});

test("what a killed server left behind counts as no server", () => {
  const control = JSON.parse(readFileSync(join(dataDir, "control.json"), "utf8")) as object;
  writeFileSync(join(dataDir, "control.json"), JSON.stringify({ ...control, pid: 2 ** 30 }));
  expect(readControlIn(dataDir)).toBeNull();
});
