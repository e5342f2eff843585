/** The words of the owner-data room: taking everything along, and leaving. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { AccountSchema, LocaleSchema, ZoneSchema } from "@/lib/identity/contracts";

export const exportDataEndpoint = endpoint({
  method: "get",
  path: "/api/account/export",
  summary: "Everything this server keeps of the owner, as one zip archive: JSON, calendars as .ics, conversations and memories as Markdown",
  auth: "session",
  limit: "sign-in",
  answers: "stream",
  input: z.strictObject({}),
  output: z.unknown(),
});
/** `password` proves who asks; an account without one needs a sign-in of the last ten minutes. `confirm` is the account's e-mail address. */
export const deleteAccountEndpoint = endpoint({
  method: "post",
  path: "/api/account/delete",
  summary: "Delete the account and everything it holds, for good",
  auth: "session",
  limit: "sign-in",
  input: z.strictObject({ password: z.string().max(128).optional(), confirm: z.string().max(254) }),
  output: z.object({ deleted: z.literal(true) }),
});

/** Nobody's: names under `example` are never given out. */
export const sampleAddress = "sample@perin.example";

/** A look round with sample data: only on the server's own machine, and only while nobody has made an account. */
export const exploreSampleEndpoint = endpoint({
  method: "post",
  path: "/api/auth/sample",
  summary: "Open the sample account, on a server that nobody uses yet",
  auth: "public",
  limit: "sign-in",
  input: z.strictObject({ zone: ZoneSchema.catch("UTC").default("UTC"), locale: LocaleSchema.catch("en").default("en") }),
  output: z.object({ user: AccountSchema }),
});
export const removeSampleEndpoint = endpoint({
  method: "delete",
  path: "/api/sample",
  summary: "Take the sample data away; what the owner added stays",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ removed: z.number().int() }),
});
