import { z } from "zod";
import { inputWords } from "@/lib/http/input-words";

const said = (schema: z.ZodType, input: unknown): string | undefined => schema.safeParse(input, inputWords).error?.issues[0]?.message;

test.each([
  [z.string().min(1), "", "Write something here"],
  [z.string().trim().min(1), "  ", "Write something here"],
  [z.string().min(8), "short", "Take at least 8 characters"],
  [z.string().max(3), "long", "Take at most 3 characters"],
  [z.number().min(5), 4, "Take 5 or more"],
  [z.number().positive(), 0, "Take more than 0"],
  [z.int().max(5), 6, "Take 5 or less"],
  [z.number().lt(5), 5, "Take less than 5"],
  [z.int(), 1.5, "Take a whole number"],
  [z.coerce.number(), "many", "Write a number"],
  [z.array(z.string()).min(1), [], "Choose at least one"],
  [z.array(z.string()).max(1), ["a", "b"], "Take at most 1"],
  [z.email(), "maya", "Write an e-mail address"],
  [z.url(), "maya", "Write a web address"],
  [z.iso.date(), "soon", "Choose a date"],
  [z.iso.time(), "soon", "Choose a time"],
])("what is too short, too long or of another form is said in words for people: %#", (schema, input, words) => {
  expect(said(schema, input)).toBe(words);
});

test("a schema's own words come first, and what only a program can get wrong keeps zod's", () => {
  expect(said(z.string().min(1, "Give it a name"), "")).toBe("Give it a name");
  expect(said(z.object({ name: z.string() }), {})).toContain("expected string");
});
