/** Builds the app, and what `npm start` runs, when there is no build or a source is newer than it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { AppError } from "@/lib/errors";
import { needsBuild } from "./needs-build";

/** Errors: internal/unexpected when the build fails; its own output stands above. */
export const buildIfNeeded = (root: string, distDir: string): void => {
  if (!needsBuild(root, distDir)) return;
  console.log("Building Perin (a minute or two, only after a change)…");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const commands = [[join("node_modules", "next", "dist", "bin", "next"), "build"], [join("tools", "bundle.mjs")]];
  for (const command of commands) {
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit", env });
    if (status !== 0) throw new AppError("internal/unexpected", { message: "The build failed; the reason stands above." });
  }
};
