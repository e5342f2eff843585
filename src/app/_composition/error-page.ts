/** The pages behind the `type` of a problem answer: docs/errors/<code>.md, read from disk by code only. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { catalogue, type ErrorCode } from "@/lib/errors/catalogue";

const isCode = (code: string): code is ErrorCode => Object.hasOwn(catalogue, code);

/** Markdown of an error's page; null for a code that doesn't exist. */
export const readErrorPage = async (room: string, reason: string): Promise<string | null> => {
  const code = `${room}/${reason}`;
  return isCode(code) ? readFile(join(process.cwd(), "docs", "errors", `${code}.md`), "utf8") : null;
};
