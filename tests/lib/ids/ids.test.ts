import { newId } from "@/lib/ids";

test("ids that one process makes in one millisecond sort in the order they were made, however many", () => {
  const made = Array.from({ length: 10_000 }, () => newId(1_790_000_000_000));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test("an id is a UUID of version 7 that tells its millisecond and no more", () => {
  const id = newId(1_790_000_100_000);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(1_790_000_100_000);
  expect(new Set(Array.from({ length: 100 }, () => newId().slice(19))).size).toBe(100);
});
