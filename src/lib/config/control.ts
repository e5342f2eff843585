/**
 * How a command on this machine reaches the server that holds the data directory: a file that only this user may read,
 * with the server's port and a token that is new at every start.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { processWide } from "./process-wide";

const ControlSchema = z.object({ pid: z.number().int(), host: z.string(), port: z.number().int(), token: z.string().min(32) });
export type Control = z.infer<typeof ControlSchema>;

const announced = processWide<{ control?: Control }>("control", () => ({}));
const pathIn = (dataDir: string): string => resolve(/* turbopackIgnore: true */ dataDir, "control.json");

/** Announces this process as the server of `dataDir`; the file goes when the process does. */
export const announceServer = (dataDir: string, host: string, port: number): void => {
  if (announced.get().control) return;
  const control = { pid: process.pid, host, port, token: randomBytes(32).toString("base64url") };
  const path = pathIn(dataDir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(control), { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
  announced.get().control = control;
  process.once("exit", () => rmSync(path, { force: true }));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** The server that holds `dataDir`, or null when none runs (a file left by kill -9 counts as none). */
export const readControlIn = (dataDir: string): Control | null => {
  try {
    const control = ControlSchema.parse(JSON.parse(readFileSync(pathIn(dataDir), "utf8")));
    return isAlive(control.pid) ? control : null;
  } catch {
    return null;
  }
};

/** True when `token` is the one this server handed out at its start. */
export const isControlToken = (token: string): boolean => {
  const expected = Buffer.from(announced.get().control?.token ?? "");
  const given = Buffer.from(token);
  return expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
};
