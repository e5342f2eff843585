/** The embedded database on a real folder, with real processes that hold it, kill it and come back. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDirectory } from "@/lib/db/directory-lock";

const root = join(__dirname, "..", "..");
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "perin-embedded-"));
  folders.push(made);
  return made;
};
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  if (disk !== undefined) spawnSync("umount", ["--lazy", disk]);
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

/** A process of its own that runs a few lines with `query` and `say` in scope. */
const inProcess = (dataDir: string, lines: string): ChildProcess => {
  const script = `import { query, openDatabase, closeDatabase } from ${JSON.stringify(join(root, "src/lib/db/index.ts"))}; const say = (text: string) => process.stdout.write(text + "\\n"); const run = async () => { ${lines} }; run().catch((error) => { say("ERROR " + error.code + " " + error.message); process.exitCode = 1; });`;
  const env = { PATH: process.env.PATH ?? "", DATA_DIR: dataDir, NODE_ENV: "production", LOG_LEVEL: "silent" };
  const path = join(folder(), "run.mts");
  writeFileSync(path, script);
  const child = spawn(process.execPath, ["--import", "tsx", path], {
    cwd: root,
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
};
const saying = (child: ChildProcess, word: string): Promise<string> =>
  new Promise((resolve) => {
    let heard = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      heard += String(chunk);
      if (heard.includes(word)) resolve(heard);
    });
    child.on("exit", () => resolve(heard));
  });
const gone = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.on("exit", () => resolve()) : resolve()));

test("a second process on the folder is refused at once with a sentence that names folder and cure; kill -9 frees it and loses nothing", async () => {
  const dataDir = folder();
  const first = inProcess(
    dataDir,
    `await query("CREATE TABLE kept (n int)"); for (let n = 0; ; n += 1) { await query("INSERT INTO kept VALUES ($1)", [n]); say("stored " + n); }`,
  );
  await saying(first, "stored 20\n");

  const bareMs = performance.now();
  await saying(inProcess(dataDir, `say("here");`), "here");
  const startedMs = performance.now();
  const second = await saying(inProcess(dataDir, `await openDatabase(); say("opened");`), "never");
  expect(second).toContain(`ERROR db/directory-held Another Perin is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`);
  // Above what any process here needs to begin at all; whoever waited for the folder would never get it.
  expect(performance.now() - startedMs).toBeLessThan((startedMs - bareMs) * 3 + 3_000);

  const heard = saying(first, "never");
  first.kill("SIGKILL");
  await gone(first);
  const acknowledged = ((await heard).match(/stored \d+\n/g) ?? []).length;
  const third = await saying(
    inProcess(dataDir, `const { rows } = await query("SELECT count(*) AS n FROM kept"); say("count " + rows[0].n + "."); await closeDatabase();`),
    ".",
  );
  expect(Number(/count (\d+)/.exec(third)?.[1])).toBeGreaterThanOrEqual(acknowledged);
}, 180_000);

test("a lock that was given back can be taken again in the same process", () => {
  const dataDir = folder();
  lockDirectory(dataDir).release();
  const lock = lockDirectory(dataDir);
  expect(() => lockDirectory(dataDir)).toThrow(expect.objectContaining({ code: "db/directory-held" }) as Error);
  lock.release();
});

/** A disk of our own that is soon full needs the right to mount one (as in a container); without it there is nothing to try. */
const smallDisk = (): string | undefined => {
  const path = folder();
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=60m", "tmpfs", path], { stdio: "ignore" }).status === 0 ? path : undefined;
};
const disk = smallDisk();

if (disk !== undefined) {
  test("a full disk is named, nothing unstored is ever shown, and with room again everything acknowledged is there", async () => {
    const child = inProcess(
      join(disk, "data"),
      `await query("CREATE TABLE kept (n int, filling text)");
       let stored = 0;
       const tell = async (text: string, params: unknown[] = []) => { try { return String((await query<{ n: number }>(text, params)).rows[0]?.n ?? "done"); } catch (error) { return error.code; } };
       const fill = () => tell("INSERT INTO kept SELECT 1, repeat(md5(random()::text), 3000) FROM generate_series(1, 300)");
       let answer = await fill();
       while (answer === "done") { stored += 300; answer = await fill(); }
       say("full " + answer + " read " + (await tell("SELECT count(*) AS n FROM kept")) + " write " + (await tell("INSERT INTO kept VALUES (2, 'x')")));
       process.on("SIGUSR2", async () => {
         await new Promise((resolve) => setTimeout(resolve, 2500));
         say("later " + (await tell("INSERT INTO kept VALUES (3, 'x')")) + " missing " + (stored + 1 - Number(await tell("SELECT count(*) AS n FROM kept"))) + ".");
         await closeDatabase();
         process.exit(0);
       });
       setInterval(() => undefined, 1000);
       say("waiting");`,
    );
    const later = saying(child, "missing");
    expect(await saying(child, "waiting")).toContain("full db/disk-full read db/disk-full write db/disk-full");
    spawnSync("mount", ["-o", "remount,size=300m", disk]);
    child.kill("SIGUSR2");
    expect(await later).toContain("later done missing 0.");
    await gone(child);
  }, 180_000);
}
