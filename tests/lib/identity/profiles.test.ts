import { query } from "@/lib/db";
import { findProfile, ownerActor, requireScope, updateProfile } from "@/lib/identity/service";
import { getAvailability, putAvailability } from "@/lib/scheduling/service";
import { newOwner } from "../../support/accounts";

test("only the fields given change, and the audit log has before and after", async () => {
  const actor = await newOwner();
  const before = await findProfile(actor);
  const after = await updateProfile(actor, { zone: "America/New_York", delegateName: "Pim" });
  expect(after).toEqual({ ...before, zone: "America/New_York", delegateName: "Pim" });
  expect(await findProfile(actor)).toEqual(after);
  const { rows } = await query<{ action: string; before: { zone: string }; after: { zone: string } }>(
    "SELECT action, before, after FROM audit_log WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
    [actor.userId],
  );
  expect(rows[0]).toMatchObject({ action: "profile.update", before: { zone: "Europe/Berlin" }, after: { zone: "America/New_York" } });
});

test("saving what stands there already leaves no entry in the history", async () => {
  const actor = await newOwner();
  const entries = async () =>
    (await query<{ action: string }>("SELECT action FROM audit_log WHERE user_id = $1 AND action <> 'account.create'", [actor.userId])).rows;
  const { name, delegateName, tone } = await findProfile(actor);
  await updateProfile(actor, { name, delegateName });
  await updateProfile(actor, { tone });
  const rules = await getAvailability(actor);
  await putAvailability(actor, rules);
  expect(await entries()).toEqual([]);
  await putAvailability(actor, { ...rules, weeklyCap: 7 });
  await putAvailability(actor, { ...rules, weeklyCap: 7 });
  expect(await entries()).toEqual([{ action: "availability.update" }]);
});

test("one owner's change leaves another's profile alone", async () => {
  const [mine, theirs] = [await newOwner(), await newOwner()];
  await updateProfile(mine, { name: "Someone Else" });
  expect((await findProfile(theirs)).name).toBe("Ada Owner");
});

test("refuses a stranger: an account that doesn't exist has no profile to read or change", async () => {
  const nobody = ownerActor("nobody", "session");
  await expect(findProfile(nobody)).rejects.toMatchObject({ code: "identity/not-found" });
  await expect(updateProfile(nobody, { name: "X" })).rejects.toMatchObject({ code: "identity/not-found" });
});

test("an actor without the scope may not", async () => {
  const actor = { ...(await newOwner()), scopes: ["scheduling:read"] as const };
  expect(() => requireScope(actor, "settings")).toThrow(expect.objectContaining({ code: "identity/forbidden" }) as Error);
  await expect(updateProfile(actor, { name: "X" })).rejects.toMatchObject({ code: "identity/forbidden" });
});
