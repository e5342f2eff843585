/** What a person waits for: cold start (P14), a guarded route (P9) and the JavaScript of each page (P21), beside the smallest Next.js app built and served in the same run. */
import { spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import autocannon from "autocannon";
import type { BrowserContext } from "@playwright/test";
import { buildBare, buildOurs, cookiesOf, makeLink, openBrowser, signUp, startBare, startBuilt, stop, untilAnswers } from "./built-server";
import { median, round, type Measure } from "./measure";

const bare = { port: 3191 };
const ours = { port: 3192, dataDir: mkdtempSync(join(tmpdir(), "perin-bench-")) };

const startPeer = (): ChildProcess => startBare(bare.port);
const startOurs = (): ChildProcess => startBuilt(ours.port, ours.dataDir);

const residentMb = (child: ChildProcess): number => {
  const group = spawnSync("ps", ["-o", "rss=", "-g", String(child.pid)], { encoding: "utf8" }).stdout;
  return Math.max(...group.split("\n").map(Number)) / 1024;
};

const coldStart = async (): Promise<Measure> => {
  const times = { bare: [] as number[], ours: [] as number[] };
  let memoryMb = 0;
  await stop((await untilAnswers(startOurs, `http://127.0.0.1:${ours.port}/sign-in`)).child);
  for (let i = 0; i < 5; i += 1) {
    const peer = await untilAnswers(startPeer, `http://127.0.0.1:${bare.port}/`);
    times.bare.push(peer.ms);
    await stop(peer.child);
    const own = await untilAnswers(startOurs, `http://127.0.0.1:${ours.port}/sign-in`);
    times.ours.push(own.ms);
    memoryMb = Math.max(memoryMb, residentMb(own.child));
    await stop(own.child);
  }
  const databaseMs = await openingTheDatabase();
  const allowedMs = 2 * median(times.bare) + databaseMs;
  return {
    id: "P14 cold start to first page, embedded database",
    n: 5,
    figures: {
      oursMs: round(median(times.ours), 0),
      bareMs: round(median(times.bare), 0),
      openingDatabaseMs: round(databaseMs, 0),
      allowedMs: round(allowedMs, 0),
      residentMb: round(memoryMb, 0),
    },
    ratio: round(median(times.ours) / median(times.bare), 2),
    pass: median(times.ours) <= allowedMs,
  };
};

/** The same directory opened and asked one thing, in a process of its own, so that the server's own share can be told apart. */
const openingTheDatabase = async (): Promise<number> => {
  const program = `const t=performance.now();const {PGlite}=await import("@electric-sql/pglite");const {btree_gist}=await import("@electric-sql/pglite/contrib/btree_gist");const {pg_trgm}=await import("@electric-sql/pglite/contrib/pg_trgm");const db=new PGlite(${JSON.stringify(join(ours.dataDir, "db"))},{extensions:{btree_gist,pg_trgm}});await db.query("select 1");console.log(performance.now()-t);await db.close()`;
  const times = [];
  for (let i = 0; i < 3; i += 1) times.push(Number(spawnSync("node", ["--input-type=module", "-e", program], { encoding: "utf8" }).stdout.trim()));
  return median(times);
};

const load = async (url: string, headers: Record<string, string>): Promise<number> => {
  const result = await autocannon({ url, headers, connections: 10, duration: 4 });
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers weren't 2xx`);
  return result.requests.average;
};

const guardedRoute = async (cookie: string): Promise<Measure> => {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let i = 0; i < 5; i += 1) {
    rates.bare.push(await load(`http://127.0.0.1:${bare.port}/api/bare`, {}));
    rates.ours.push(await load(`http://127.0.0.1:${ours.port}/api/settings/profile`, { cookie }));
  }
  const ratio = median(rates.ours) / median(rates.bare);
  return {
    id: "P9 route with session, limit, log, validation",
    n: 5,
    figures: { oursPerSecond: round(median(rates.ours), 0), barePerSecond: round(median(rates.bare), 0) },
    ratio: round(ratio, 2),
    pass: ratio >= 0.7,
  };
};

/** Kilobytes of JavaScript, gzipped, that one page makes a fresh browser load. */
const scriptKb = async (context: BrowserContext, url: string): Promise<number> => {
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  await page.close();
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
};

const pageWeights = async (cookie: string): Promise<Measure[]> => {
  const browser = await openBrowser();
  const context = await browser.newContext();
  const bareKb = await scriptKb(context, `http://127.0.0.1:${bare.port}/`);
  const measure = async (id: string, path: string, budgetKb: number | null, signedIn: boolean): Promise<Measure> => {
    const own = await browser.newContext();
    if (signedIn) await own.addCookies(cookiesOf(cookie));
    const kb = await scriptKb(own, `http://127.0.0.1:${ours.port}${path}`);
    await own.close();
    return {
      id,
      n: 1,
      figures: { oursKb: round(kb, 1), bareKb: round(bareKb, 1), aboveKb: round(kb - bareKb, 1), budgetKb: budgetKb ?? "none" },
      ratio: round(kb / bareKb, 2),
      pass: budgetKb === null ? null : kb - bareKb <= budgetKb,
    };
  };
  const measures = [
    await measure("P21 JavaScript of /sign-in, gz", "/sign-in", 15, false),
    await measure("P21 JavaScript of a visitor's page, gz", await makeLink(`http://127.0.0.1:${ours.port}`, cookie), 35, false),
    await measure("P21 JavaScript of /chat with the week, gz", "/chat", 110, true),
    await measure("P21 JavaScript of /calendar, gz", "/calendar", null, true),
    await measure("P21 JavaScript of /settings, gz", "/settings", null, true),
  ];
  await browser.close();
  return measures;
};

export const benchServer = async (): Promise<Measure[]> => {
  buildBare();
  buildOurs();
  const running: ChildProcess[] = [];
  try {
    const cold = await coldStart();
    running.push((await untilAnswers(startPeer, `http://127.0.0.1:${bare.port}/`)).child);
    running.push((await untilAnswers(startOurs, `http://127.0.0.1:${ours.port}/sign-in`)).child);
    const cookie = await signUp(`http://127.0.0.1:${ours.port}`);
    return [cold, await guardedRoute(cookie), ...(await pageWeights(cookie))];
  } finally {
    for (const child of running) await stop(child);
    rmSync(ours.dataDir, { recursive: true, force: true });
  }
};
