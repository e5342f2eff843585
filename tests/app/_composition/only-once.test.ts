/** What is sent twice with one Idempotency-Key, wherever the verb itself doesn't look at it. */
import { POST as makeContact } from "@/app/api/contacts/route";
import { POST as renewAddress } from "@/app/api/links/[linkId]/address/route";
import { POST as makeLink } from "@/app/api/links/route";
import { GET as listTasks, POST as addTask } from "@/app/api/tasks/route";
import { query } from "@/lib/db";
import { answerOnce } from "@/lib/identity/service";
import { deleteExpired } from "@/lib/queries/sweep";
import { newBrowser, newOwner } from "../../support/accounts";

jest.setTimeout(60_000);

test("twenty at once with one key are one, and all get its answer; another key or another owner is another request", async () => {
  const [browser, other] = [await newBrowser(), await newBrowser()];
  const add = (who: typeof browser, key: string) =>
    addTask(who.request("/api/tasks", { method: "POST", body: { title: "Water the plants" }, headers: { "idempotency-key": key } }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => add(browser, "k")));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(await (await add(browser, "k")).text()).toBe(bodies[0]);
  await add(browser, "another");
  await add(other, "k");
  const listed = (await (await listTasks(browser.request("/api/tasks"))).json()) as { tasks: unknown[] };
  expect(listed.tasks).toHaveLength(2);
});

test("a link and its address are made once; what is kept for a repeated request shows neither the address nor the PIN", async () => {
  const browser = await newBrowser();
  const make = async () => {
    const body = { name: "Coffee", purpose: "A first talk", pin: "482913" };
    const answer = await makeLink(browser.request("/api/links", { method: "POST", body, headers: { "idempotency-key": "k" } }));
    return (await answer.json()) as { link: { id: string }; address: string };
  };
  const first = await make();
  expect(await make()).toEqual(first);
  const kept = JSON.stringify((await query("SELECT * FROM idempotency_keys")).rows);
  expect(kept).not.toContain(first.address.split("/").at(-1));
  expect(kept).not.toContain("482913");
  const renew = () => renewAddress(browser.request(`/api/links/${first.link.id}/address`, { method: "POST", body: {}, headers: { "idempotency-key": "k" } }));
  expect(await (await renew()).text()).toBe(await (await renew()).text());
});

test("an answer that was sealed with a key that is gone is neither guessed nor given anew", async () => {
  const owner = await newOwner();
  const once = (work: () => Promise<string>) => answerOnce(owner, "POST /api/x", "k", {}, work, 120);
  await once(() => Promise.resolve("done"));
  await query("UPDATE idempotency_keys SET answer = to_jsonb(replace(answer #>> '{}', 'v1.', 'v1.00')) WHERE user_id = $1", [owner.userId]);
  await expect(once(() => Promise.resolve("again"))).rejects.toMatchObject({ code: "request/unfinished" });
});

test("another body under the same key is refused and does nothing", async () => {
  const browser = await newBrowser();
  const make = async (name: string) =>
    (await makeContact(browser.request("/api/contacts", { method: "POST", body: { name }, headers: { "idempotency-key": "k" } }))).json() as Promise<object>;
  expect(await make("Maya")).toMatchObject({ name: "Maya" });
  expect(await make("Tom")).toMatchObject({ status: 409, type: "/docs/errors/scheduling/idempotency-mismatch" });
});

test("work that failed may be tried again under its key; one whose end nobody knows is neither repeated nor guessed", async () => {
  const owner = await newOwner();
  const once = (key: string, work: () => Promise<string>) => answerOnce(owner, "POST /api/x", key, { size: 1 }, work, 120);
  await expect(once("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await once("a", () => Promise.resolve("done"))).toBe("done");
  expect(await once("a", () => Promise.reject(new Error("not again")))).toBe("done");
  await query("UPDATE idempotency_keys SET answer = 'null' WHERE user_id = $1", [owner.userId]);
  const work = jest.fn(() => Promise.resolve("done"));
  await expect(once("a", work)).rejects.toMatchObject({ code: "request/unfinished" });
  expect(work).not.toHaveBeenCalled();
});

test("who may do less gets no answer that was given to who may do more", async () => {
  const owner = await newOwner();
  await answerOnce(owner, "POST /api/x", "k", {}, () => Promise.resolve("seen"));
  const less = { ...owner, scopes: owner.scopes.slice(1) };
  await expect(answerOnce(less, "POST /api/x", "k", {}, () => Promise.resolve("seen"))).rejects.toMatchObject({ code: "scheduling/idempotency-mismatch" });
});

test("these answers hold what was said, so they go after a day", async () => {
  const owner = await newOwner();
  await answerOnce(owner, "POST /api/x", "k", {}, () => Promise.resolve("said"));
  await query("UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE user_id = $1", [owner.userId]);
  await deleteExpired("idempotency_keys", 1_000);
  expect((await query("SELECT key FROM idempotency_keys WHERE user_id = $1", [owner.userId])).rows).toEqual([]);
});
