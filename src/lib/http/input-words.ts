/** What is wrong with an input, in words for whoever typed it; zod's own words are for programmers. A schema's own message comes before these. */
import type { z } from "zod";

const formats: Readonly<Record<string, string>> = {
  email: "Write an e-mail address",
  url: "Write a web address",
  date: "Choose a date",
  time: "Choose a time",
  datetime: "Choose a date and a time",
};

const tooSmall = ({ origin, minimum, inclusive = true }: z.core.$ZodIssueTooSmall): string | undefined => {
  if (origin === "string") return Number(minimum) === 1 ? "Write something here" : `Take at least ${minimum} characters`;
  if (origin === "array") return Number(minimum) === 1 ? "Choose at least one" : `Choose at least ${minimum}`;
  return origin === "number" || origin === "int" ? `Take ${inclusive ? `${minimum} or more` : `more than ${minimum}`}` : undefined;
};

const tooBig = ({ origin, maximum, inclusive = true }: z.core.$ZodIssueTooBig): string | undefined => {
  if (origin === "string") return `Take at most ${maximum} characters`;
  if (origin === "array") return `Take at most ${maximum}`;
  return origin === "number" || origin === "int" ? `Take ${inclusive ? `${maximum} or less` : `less than ${maximum}`}` : undefined;
};

/** For `safeParse`; undefined leaves the words to zod: such an input comes from a program. */
export const inputWords: { readonly error: z.core.$ZodErrorMap } = {
  error: (issue) => {
    if (issue.code === "too_small") return tooSmall(issue as z.core.$ZodIssueTooSmall);
    if (issue.code === "too_big") return tooBig(issue as z.core.$ZodIssueTooBig);
    if (issue.code === "invalid_type" && issue.expected === "int") return "Take a whole number";
    if (issue.code === "invalid_type" && issue.expected === "number" && Number.isNaN(issue.input)) return "Write a number";
    return issue.code === "invalid_format" ? formats[String(issue.format)] : undefined;
  },
};
