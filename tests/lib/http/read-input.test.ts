import { z } from "zod";
import { readInput } from "@/lib/http/read-input";

const declaration = {
  method: "post",
  path: "/api/x",
  input: z.object({
    note: z.string().optional(),
    parts: z.array(z.object({ text: z.string() })).optional(),
    cleaned: z
      .string()
      .transform((text) => text.replaceAll("\u0000", ""))
      .optional(),
    named: z.record(z.string(), z.string()).optional(),
  }),
} as const;
const read = (body: unknown) => readInput(declaration, new Request("http://perin.example/api/x", { method: "POST", body: JSON.stringify(body) }));

test.each([
  ["a NUL", { note: "a\u0000b" }, ["note"]],
  ["half of a surrogate pair", { note: "x\udc00y" }, ["note"]],
  ["one deep inside", { parts: [{ text: "fine" }, { text: "\u0000" }] }, ["parts", 1, "text"]],
  ["one in a name", { named: { "a\u0000": "fine" } }, ["named"]],
])("%s is refused where it stands", async (_, body, path) => {
  await expect(read(body)).rejects.toMatchObject({ code: "request/invalid", issues: [{ path }] });
});

test("what a field strips by itself is taken, and so is a whole pair", async () => {
  expect(await read({ cleaned: "a\u0000b", note: "👋" })).toEqual({ cleaned: "ab", note: "👋" });
});
