import { expect, newAccount, signUp, test } from "./support/journey";

const problem = async (
  response: { status: () => number; headers: () => Record<string, string>; json: () => Promise<unknown> },
  status: number,
): Promise<Record<string, unknown>> => {
  expect(response.status()).toBe(status);
  expect(response.headers()["content-type"]).toContain("application/problem+json");
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ status, title: expect.any(String), requestId: expect.any(String) });
  expect(JSON.stringify(body)).not.toMatch(/\bat .+:\d+:\d+|node_modules|select |insert /i);
  return body;
};

test.describe("bad input gets a clear problem and loses nothing", () => {
  test("malformed JSON, wrong types and unknown fields are named", async ({ home, baseURL }) => {
    const headers = { origin: baseURL ?? "", "content-type": "application/json" };
    await problem(await home.request.post("/api/events", { data: Buffer.from("{not json"), headers }), 400);
    const wrong = await problem(await home.request.post("/api/events", { data: { title: 7, start: "soon", end: "later", sudo: true }, headers }), 400);
    expect(JSON.stringify(wrong.issues)).toContain("title");
  });

  test("a body over 1 MB is refused, with and without its length", async ({ home, baseURL }) => {
    const headers = { origin: baseURL ?? "", "content-type": "application/json" };
    await problem(await home.request.post("/api/events", { data: Buffer.alloc(10_000_000, "a"), headers }), 413);
    await problem(await home.request.post("/api/ai/chat", { data: Buffer.alloc(1_500_000, "a"), headers }), 413);
  });

  test("unknown ids and other people's ids look the same", async ({ home, baseURL, playwright }) => {
    const headers = { origin: baseURL ?? "" };
    const start = "2031-03-04T10:00:00Z";
    const made = (await (await home.request.post("/api/events", { data: { title: "Mine", start, end: "2031-03-04T11:00:00Z" }, headers })).json()) as {
      event: { ref: string };
    };
    const stranger = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
    await signUp(stranger, newAccount(), baseURL ?? "");
    for (const ref of [made.event.ref, "0192f0c4-0000-7000-8000-000000000001"]) {
      await problem(await stranger.get(`/api/events/${ref}`), 404);
      await problem(await stranger.patch(`/api/events/${ref}`, { data: { patch: { title: "Yours" } }, headers }), 404);
      await problem(await stranger.delete(`/api/events/${ref}`, { headers }), 404);
    }
    expect(await (await home.request.get(`/api/events/${made.event.ref}`)).json()).toMatchObject({ title: "Mine" });
    await stranger.dispose();
  });

  test("two tabs that edit one event: the second is told and nothing is overwritten", async ({ home, baseURL }) => {
    const headers = { origin: baseURL ?? "" };
    const { event } = (await (
      await home.request.post("/api/events", { data: { title: "Plan", start: "2031-03-05T10:00:00Z", end: "2031-03-05T11:00:00Z" }, headers })
    ).json()) as { event: { ref: string; version: number } };
    const edit = (title: string) => home.request.patch(`/api/events/${event.ref}`, { data: { version: event.version, patch: { title } }, headers });
    expect((await edit("First tab")).status()).toBe(200);
    await problem(await edit("Second tab"), 409);
    expect(await (await home.request.get(`/api/events/${event.ref}`)).json()).toMatchObject({ title: "First tab" });
  });

  test("without a session every owner's address answers 401, and a write from another site is refused", async ({ request, home }) => {
    for (const path of [
      "/api/events?from=2031-01-01T00:00:00Z&to=2031-01-02T00:00:00Z",
      "/api/contacts",
      "/api/conversations",
      "/api/approvals",
      "/api/settings/profile",
    ])
      await problem(await request.get(path), 401);
    await problem(await home.request.post("/api/contacts", { data: { name: "Eve" }, headers: { origin: "https://evil.example" } }), 403);
  });

  test("no page falls over a strange address", async ({ home }) => {
    const pages = [
      "/today",
      "/chat",
      "/mail",
      "/calendar",
      "/tasks",
      "/memory",
      "/contacts",
      "/history",
      "/links",
      "/notifications",
      "/settings",
      "/talk/none",
    ];
    const names = ["date", "event", "in", "label", "mail", "query", "cursor", "tab", "next"];
    const broken: string[] = [];
    for (const page of pages)
      for (const value of ["%00", "%ff", "9999-12-31", "0001-01-01", "-1", "[]", "constructor"])
        for (const address of [`${page}?${names.map((name) => `${name}=${value}`).join("&")}`, `${page}/${value}`]) {
          const status = (await home.request.get(address, { maxRedirects: 0 })).status();
          if (status >= 500) broken.push(`${address} ${status}`);
        }
    expect(broken).toEqual([]);
  });

  test("a method that nobody takes and an address that can't be decoded are refused in words", async ({ request }) => {
    await problem(await request.fetch("/api/tasks", { method: "PROPFIND" }), 405);
    await problem(await request.get("/api/tasks/%ff"), 400);
    expect((await request.get("/talk/%ff")).status()).toBe(404);
  });
});
