/** Runs once before all suites of one Jest project: fixes the zone and makes the template database if its migrations have changed. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { templateLocation, testServerUrl } from "./template-location";

export default function globalSetup(_global: unknown, project: { displayName?: { name: string } }): void {
  process.env.TZ ??= "UTC";
  const { dump, serverTemplate } = templateLocation();
  const server = ["integration", "reliability"].includes(project.displayName?.name ?? "") ? testServerUrl() : undefined;
  if (existsSync(dump) && server === undefined) return;
  const made = spawnSync(
    process.execPath,
    ["--import", "tsx", join(__dirname, "make-template.ts"), existsSync(dump) ? "" : dump, server ?? "", server === undefined ? "" : serverTemplate(server)],
    { stdio: "inherit", env: { ...process.env, NODE_ENV: "test" } },
  );
  if (made.status !== 0) throw new Error("The template database couldn't be made; the reason stands above.");
}
