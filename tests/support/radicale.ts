/** A real CalDAV server (Radicale, Debian's package) on a free port, to write into, stop and start again. Installed when it is missing. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const there = (): boolean => spawnSync("radicale", ["--version"]).status === 0;

const requireRadicale = (): void => {
  if (there()) return;
  const { stderr } = spawnSync("sh", ["-c", "apt-get update -qq && apt-get install -y -qq radicale"], { encoding: "utf8", timeout: 300_000 });
  if (!there()) throw new Error(`Radicale isn't installed and can't be: ${stderr.slice(-300)}`);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export const radicaleLogin = { username: "ada", password: "app-password-1" };

export interface Radicale {
  readonly origin: string;
  readonly request: (method: string, path: string, options?: { body?: string; headers?: Record<string, string> }) => Promise<Response>;
  /** Makes a calendar of Ada's; answers its address. */
  readonly makeCalendar: (name: string, options?: { readonly title?: string; readonly color?: string; readonly timezone?: string }) => Promise<string>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const authorization = `Basic ${Buffer.from(`${radicaleLogin.username}:${radicaleLogin.password}`).toString("base64")}`;

export const startRadicale = async (): Promise<Radicale> => {
  requireRadicale();
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "perin-radicale-"));
  writeFileSync(join(dir, "users"), `${radicaleLogin.username}:${radicaleLogin.password}\n`);
  writeFileSync(
    join(dir, "config"),
    [
      "[server]",
      `hosts = 127.0.0.1:${port}`,
      "[auth]",
      "type = htpasswd",
      `htpasswd_filename = ${join(dir, "users")}`,
      "htpasswd_encryption = plain",
      "delay = 0",
      "[storage]",
      `filesystem_folder = ${join(dir, "collections")}`,
      "[web]",
      "type = none",
      "",
    ].join("\n"),
  );
  const origin = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const start = async (): Promise<void> => {
    child = spawn("radicale", ["--config", join(dir, "config")], { stdio: "ignore" });
    for (let tries = 0; tries < 200; tries += 1) {
      const up = await fetch(`${origin}/`, { redirect: "manual" }).then(
        () => true,
        () => false,
      );
      if (up) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("Radicale didn't start");
  };
  const request: Radicale["request"] = (method, path, { body, headers = {} } = {}) =>
    fetch(new URL(path, origin), { method, headers: { authorization, ...headers }, ...(body === undefined ? {} : { body }) });
  await start();
  return {
    origin,
    request,
    makeCalendar: async (name, { title = name, color, timezone } = {}) => {
      const props = [
        `<d:displayname>${title}</d:displayname>`,
        ...(color === undefined ? [] : [`<a:calendar-color>${color}</a:calendar-color>`]),
        ...(timezone === undefined ? [] : [`<c:calendar-timezone>${timezone}</c:calendar-timezone>`]),
        '<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>',
      ].join("");
      const body = `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="http://apple.com/ns/ical/"><d:set><d:prop>${props}</d:prop></d:set></c:mkcalendar>`;
      const { status } = await request("MKCALENDAR", `/ada/${name}/`, { body, headers: { "content-type": "application/xml" } });
      if (status !== 201) throw new Error(`no calendar was made: ${status}`);
      return `${origin}/ada/${name}/`;
    },
    start,
    stop,
    close: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
