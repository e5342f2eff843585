import { query } from "@/lib/db";
import { findOperator, signUp } from "@/lib/identity/service";
import { rereadConfig } from "@/lib/config";
import { newEmail } from "../support/accounts";
import { databases, useTestDatabase } from "../support/database";

const newcomer = () => ({ name: "Cy Comer", email: newEmail(), password: "correct horse", zone: "Europe/Berlin", locale: "en-GB" });

describe.each(databases())("accounts on %s", (kind) => {
  useTestDatabase(kind);
  beforeAll(() => {
    process.env.RATE_LIMIT_SCALE = "1000";
    rereadConfig();
  });

  test("of twenty first sign-ups at once exactly one becomes the operator, and one address makes one account", async () => {
    const twice = newcomer();
    const answers = await Promise.allSettled([...Array.from({ length: 18 }, newcomer), twice, twice].map((input) => signUp(input, new Headers())));
    const made = answers.filter(({ status }) => status === "fulfilled").length;
    // On a busy machine a waiting sign-up may be told to try again; it may not be half done.
    const refusals = answers
      .flatMap((answer) => (answer.status === "rejected" ? [(answer.reason as { code: string }).code] : []))
      .filter((code) => code !== "db/busy" && code !== "db/unavailable");
    expect(refusals.filter((code) => code !== "identity/sign-up-refused")).toEqual([]);
    expect(made).toBeGreaterThan(1);
    const { rows } = await query<{ role: string; count: number }>(
      "SELECT role, count(*)::int AS count FROM profiles WHERE NOT seeded GROUP BY role ORDER BY role",
    );
    expect(rows).toEqual([
      { role: "operator", count: 1 },
      { role: "owner", count: made - 1 },
    ]);
    expect(await findOperator()).not.toBeNull();
    const orphans = await query('SELECT 1 FROM "user" u LEFT JOIN profiles p ON p.user_id = u.id WHERE p.user_id IS NULL');
    expect(orphans.rows).toEqual([]);
  }, 30_000);
});
