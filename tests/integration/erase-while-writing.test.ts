/** R34 while the account is in use: whoever writes at the moment of its deletion leaves nothing behind. */
import { query } from "@/lib/db";
import { deleteAccount } from "@/lib/owner-data/service";
import { transaction } from "@/lib/queries/transaction";
import { createTask, changeTask } from "@/lib/tasks/service";
import { findProfile } from "@/lib/identity/service";
import type { Actor } from "@/lib/identity/contracts";
import { newOwner } from "../support/accounts";
import { databases, useTestDatabase } from "../support/database";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const traces = async ({ userId }: Actor): Promise<unknown[]> => (await query("SELECT action FROM audit_log WHERE user_id = $1", [userId])).rows;

describe.each(databases())("deleting an account that is being written to, on %s", (kind) => {
  useTestDatabase(kind);

  const erase = async (owner: Actor): Promise<unknown> => deleteAccount(owner, { password: "correct horse", confirm: (await findProfile(owner)).email });

  test.each(["what is added", "what is changed"])("%s in a transaction that ends after the deletion began goes along, with its trace", async (what) => {
    const owner = await newOwner();
    const { id } = await createTask(owner, { title: "there before" });
    const written = transaction(async () => {
      if (what === "what is added") await createTask(owner, { title: "late" });
      else await changeTask(owner, { taskId: id, title: "late" });
      // Long enough for the deletion to come as far as it can; the embedded database lets it begin only afterwards.
      await pause(400);
    });
    await pause(100);
    await Promise.all([written, erase(owner)]);
    expect(await traces(owner)).toEqual([]);
    expect((await query("SELECT id FROM tasks WHERE user_id = $1", [owner.userId])).rows).toEqual([]);
  });

  test("of writers that never stop, each write is kept and erased or refused, and none fails for reasons of ours", async () => {
    const owner = await newOwner();
    let over = false;
    const refusals = new Set<string>();
    const writers = Array.from({ length: 6 }, async () => {
      while (!over) {
        await createTask(owner, { title: "again" }).catch((error: unknown) => refusals.add(String((error as { code?: unknown }).code)));
        await pause(1);
      }
    });
    await pause(150);
    await erase(owner);
    await pause(50);
    over = true;
    await Promise.all(writers);
    expect(await traces(owner)).toEqual([]);
    expect([...refusals].filter((code) => !["db/conflict", "identity/not-found"].includes(code))).toEqual([]);
  });
});
