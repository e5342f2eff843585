/** Adds up what Jest and Playwright wrote and prints the closing line; a step that failed without a failed test counts as one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, brokenSteps] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
  passed += report.numPassedTests ?? report.stats?.expected ?? 0;
  failed += (report.numFailedTests ?? report.stats?.unexpected ?? 0) + (report.stats?.flaky ?? 0);
}
if (failed === 0) failed = Number(brokenSteps);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
