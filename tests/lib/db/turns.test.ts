import { createTurns } from "@/lib/db/turns";

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("work runs one after the other in the order it came, also when some of it fails", async () => {
  const turns = createTurns(1_000);
  const order: number[] = [];
  const results = await Promise.allSettled(
    [30, 1, 1].map((ms, index) =>
      turns.take(`w${index}`, async () => {
        await after(ms);
        order.push(index);
        if (index === 1) throw new TypeError("no");
      }),
    ),
  );
  expect(order).toEqual([0, 1, 2]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("whoever waits too long is refused by name, and the rest still get their turn", async () => {
  const turns = createTurns(20);
  const long = turns.take("long", () => after(60));
  await expect(turns.take("SELECT 1 FROM somewhere", () => after(0))).rejects.toMatchObject({
    code: "db/busy",
    message: expect.stringContaining("SELECT 1 FROM somewhere") as string,
  });
  await long;
  await expect(turns.take("next", () => Promise.resolve("here"))).resolves.toBe("here");
});
