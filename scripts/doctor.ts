/** `npm run doctor [-- --json | --quick]`: says in words how this server stands, with the cure, and scores it. */
import { nodeTooOld } from "./start/node-version";

const tooOld = nodeTooOld(process.version);
process.env.LOG_LEVEL ??= "silent";

const run = async (flags: readonly string[]): Promise<number> => {
  const { examineAll } = await import("./doctor/examine-all");
  const { closeDatabase } = await import("@/lib/db");
  const { closeRedis } = await import("@/lib/redis");
  const { report } = await import("@/lib/operations/core/readiness");
  const { sentenceFor } = await import("./perin/sentence");
  try {
    const findings = await examineAll({ quick: flags.includes("--quick") });
    const result = report(findings);
    console.log(flags.includes("--json") ? JSON.stringify(result, null, 2) : result.text);
    return result.problems === 0 ? 0 : 1;
  } catch (error) {
    console.error(flags.includes("--json") ? JSON.stringify({ error: sentenceFor(error) }) : `Problem  ${sentenceFor(error)}`);
    return 2;
  } finally {
    await closeDatabase().catch(() => undefined);
    closeRedis();
  }
};

if (tooOld !== null) console.error(tooOld);
process.exit(tooOld === null ? await run(process.argv.slice(2)) : 2);
