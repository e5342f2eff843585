/** Builds the app when there is no build or a source is newer than it. */
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@/lib/errors";

const sources = ["src", "public", "package-lock.json", "next.config.ts", "postcss.config.mjs", "tsconfig.json"];

const modifiedMs = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Folders count too: a deleted file changes only its folder. */
const newestMs = (path: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => modifiedMs(join(path, name))));
};

/** `root` holds the sources; without any (an image that brings only the build) there is nothing to do. */
export const needsBuild = (root: string, distDir: string): boolean => {
  const builtMs = modifiedMs(join(root, distDir, "BUILD_ID"));
  return builtMs === 0 || Math.max(...sources.map((source) => newestMs(join(root, source)))) > builtMs;
};

/** Errors: internal/unexpected when the build fails; its own output stands above. */
export const buildIfNeeded = (root: string, distDir: string): void => {
  if (!needsBuild(root, distDir)) return;
  console.log("Building Perin (a minute or two, only after a change)…");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", "next", "dist", "bin", "next"), "build"], { cwd: root, stdio: "inherit", env });
  if (status !== 0) throw new AppError("internal/unexpected", { message: "The build failed; the reason stands above." });
};
