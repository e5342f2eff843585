/** Solves what the server asks before it answers more (see src/lib/delegation/work.ts). Loaded only when it is asked for: no page pays for it. */
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import type { Challenge } from "altcha-lib/types";

const patienceMs = 60_000;

/** The payload to send along; null where this browser can't (it computes on secure addresses only) or it takes too long. */
export const solveWork = async (challenge: Challenge): Promise<string | null> => {
  if (!("subtle" in crypto)) return null;
  const solution = await solveChallenge({ challenge, deriveKey, timeout: patienceMs });
  return solution === null ? null : btoa(JSON.stringify({ challenge, solution }));
};
