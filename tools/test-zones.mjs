/**
 * Runs the suites in which a server's own time zone could leak, under several zones. Titles and results must not depend on TZ. The whole unit
 * suite runs in one more in CI (.ci/run), and wherever its developers are.
 */
import { spawnSync } from "node:child_process";

const zones = ["America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"];
const paths = ["tests/lib/time", "tests/lib/icalendar", "tests/lib/scheduling", "tests/lib/tasks", "tests/lib/briefs", "tests/lib/notifications"];

let failed = false;
for (const zone of zones) {
  const output = process.env.RESULTS_DIR ? ["--json", `--outputFile=${process.env.RESULTS_DIR}/zones-${zone.replaceAll("/", "-")}.json`] : [];
  const { status } = spawnSync("npx", ["jest", ...paths, ...output, "--selectProjects", "unit"], { stdio: "inherit", env: { ...process.env, TZ: zone } });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
