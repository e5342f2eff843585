/** Verbs take what tools and the command line hand them; what is wrong with it is named like any other bad request. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { inputWords } from "@/lib/http/input-words";
import { toIssues } from "@/lib/http/read-input";

/** Errors: request/invalid with one issue per field. */
export const parseInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input, inputWords);
  if (parsed.success) return parsed.data;
  throw new AppError("request/invalid", { issues: toIssues(parsed.error) });
};
