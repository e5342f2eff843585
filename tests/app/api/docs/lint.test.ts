import { spawnSync } from "node:child_process";

test("the committed openapi.json has no fault that Redocly's strict rules know", () => {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "api:lint"], {
    encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NODE_OPTIONS: "" },
  });
  expect([status, status === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
}, 60_000);
