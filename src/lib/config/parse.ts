/** Turns the environment into typed settings, or into one sentence per wrong variable that names it and the cure. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { ConfigSchema, type Config } from "./schema";

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as absent: `REDIS_URL=` in a compose file means "none". */
const present = (environment: Environment): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== ""));

/** The value itself is never repeated: it may be a secret. */
const sentence = (issue: z.core.$ZodIssue): string => {
  const name = String(issue.path[0] ?? "environment");
  const want = issue.code === "invalid_value" ? `one of ${issue.values.map(String).join(", ")}` : issue.message.replace(/^Invalid input: /, "");
  return `${name} isn't right: ${want}. Correct it or remove it; .env.example says what it takes.`;
};

/** Errors: config/invalid with one sentence per variable, in `message` and in `issues`. */
export const parseConfig = (environment: Environment): Config => {
  const parsed = ConfigSchema.safeParse(present(environment));
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(sentence);
  throw new AppError("config/invalid", {
    message: sentences.join("\n"),
    issues: parsed.error.issues.map((issue, index) => ({ path: [String(issue.path[0] ?? "environment")], message: sentences[index] ?? issue.message })),
  });
};
