/** A code by mail, for links that want to know that an address is really the visitor's. */
import type { z } from "zod";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { saveCode } from "@/lib/queries/link-visits";
import { transaction } from "@/lib/queries/transaction";
import { sealToken } from "@/lib/secrets";
import { requireAllowed } from "./book";
import type { sendCodeEndpoint } from "./contracts";
import { requireGuest, type Caller } from "./guest";
import { requireRoom } from "./limits";
import { codeHashOf, newCode } from "./secrets";
import { tellVisitor } from "./tell-visitor";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const codeMs = 10 * 60_000;
const tries = 5;

/** Where a code is sealed on its way to the mail. */
export const codeRow = (visitId: string): string => `link_codes:${visitId}`;

/** Mails a new code; the one before stops working. Errors: as `requireGuest`, delegation/email-not-allowed, request/rate-limited. */
export const sendCode = async (
  caller: Caller,
  { token, email }: z.output<typeof sendCodeEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ expiresAt: string }> => {
  const nowMs = nowMsOf(options);
  const guest = await requireGuest(token, caller, nowMs);
  await requireAllowed(guest, email);
  await requireRoom("codes", `${guest.link.id}:${caller.address}`);
  await requireRoom("codesByEmail", email);
  const { actor, link, visit } = guest;
  const [code, expiresAt] = [newCode(), isoOf(nowMs + codeMs)];
  await transaction(async () => {
    requireScope(actor, "scheduling:write");
    await saveCode(visit, { email, codeHash: codeHashOf(visit.id, code), tries, expiresAt });
    await tellVisitor(link.userId, { kind: "code", visitId: visit.id, email, sealed: sealToken(code, codeRow(visit.id)) });
    await recordAudit(actor, { action: "link.code", subjectId: link.id });
  });
  return { expiresAt };
};
