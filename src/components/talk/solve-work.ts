/** Solves what the server asks before it answers more (see src/lib/delegation/work.ts). Loaded only when it is asked for: no page pays for it. */
import { solveChallenge, type DeriveKeyFunction } from "altcha-lib";
import type { Challenge } from "altcha-lib/types";

const patienceMs = 60_000;

/** Browsers derive keys themselves on secure addresses only; over plain http it is done in JavaScript, which takes a few times as long. */
const loadDerivation = async (): Promise<DeriveKeyFunction> => {
  if ("subtle" in crypto) return (await import("altcha-lib/algorithms/web/pbkdf2")).deriveKey;
  const [{ pbkdf2 }, { sha256 }] = await Promise.all([import("@noble/hashes/pbkdf2.js"), import("@noble/hashes/sha2.js")]);
  return ({ cost, keyLength }, salt, password) => Promise.resolve({ derivedKey: pbkdf2(sha256, password, salt, { c: cost, dkLen: keyLength }) });
};

/** The payload to send along; null where it takes too long. */
export const solveWork = async (challenge: Challenge): Promise<string | null> => {
  const solution = await solveChallenge({ challenge, deriveKey: await loadDerivation(), timeout: patienceMs });
  return solution === null ? null : btoa(JSON.stringify({ challenge, solution }));
};
