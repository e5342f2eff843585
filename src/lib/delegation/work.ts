/**
 * Work before an answer: where much comes from one address or to one link, the visitor's browser first solves a small riddle (ALTCHA). It
 * costs one visitor a moment, and whoever sends thousands of messages thousands of moments. Without a right solution nothing goes on.
 */
import { createChallenge, randomInt, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { StoredLink } from "@/lib/queries/links";
import { takeWork } from "@/lib/queries/link-work";
import { overBy } from "./limits";
import { visitorHashOf, workSecrets } from "./secrets";
import { isoOf } from "./verb-options";

/** What the work is done for; done for one it is worth nothing for the other. */
export type WorkFor = "visit" | "message";

export interface WorkMatter {
  readonly linkId: string;
  /** Keyed hash of the address. */
  readonly visitorHash: string;
  readonly purpose: WorkFor;
}

const algorithm = "PBKDF2/SHA-256";
/** Each try is one derivation: about a millisecond in a browser. */
const iterations = 2_000;
const [triesMin, triesMax] = [300, 900];
const holdsMs = 10 * 60_000;

/** `times`: how many times the usual work. */
export const newChallenge = ({ linkId, visitorHash, purpose }: WorkMatter, times: number, nowMs: number): ReturnType<typeof createChallenge> =>
  createChallenge({
    algorithm,
    cost: iterations,
    counter: randomInt(triesMax * times, triesMin * times),
    deriveKey,
    expiresAt: new Date(nowMs + holdsMs),
    data: { linkId, visitorHash, purpose },
    ...workSecrets(),
  });

const WorkSchema = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal(algorithm),
      nonce: z.string().regex(/^[\da-f]{32}$/),
      salt: z.string(),
      cost: z.literal(iterations),
      keyLength: z.literal(32),
      keyPrefix: z.string(),
      keySignature: z.string(),
      expiresAt: z.number().int(),
      data: z.object({ linkId: z.string(), visitorHash: z.string(), purpose: z.string() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number().int(), derivedKey: z.string(), time: z.number() }),
});

const read = (work: string): z.output<typeof WorkSchema> | null => {
  try {
    return WorkSchema.parse(JSON.parse(Buffer.from(work, "base64").toString("utf8")));
  } catch {
    // Whatever it is, it is no solution.
    return null;
  }
};

/** Remembers that a challenge was handed in; false when it was before. */
export type Remember = (nonce: string, linkId: string, expiresAt: string) => Promise<boolean>;

/** Whether this is the solution of a challenge that was ours, for this link, this address and this purpose, in time, and for the first time. */
export const acceptWork = async (
  work: string,
  { linkId, visitorHash, purpose }: WorkMatter,
  nowMs: number,
  remember: Remember = takeWork,
): Promise<boolean> => {
  const given = read(work);
  if (given === null) return false;
  const { expiresAt, nonce, data } = given.challenge.parameters;
  if (expiresAt * 1_000 <= nowMs || expiresAt * 1_000 > nowMs + holdsMs + 1_000) return false;
  if (data.linkId !== linkId || data.visitorHash !== visitorHash || data.purpose !== purpose) return false;
  const { verified } = await verifySolution({ ...given, deriveKey, ...workSecrets() });
  return verified && (await remember(nonce, linkId, isoOf(expiresAt * 1_000 + 60_000)));
};

/** How much more than usual is asked at most. */
const timesMax = 4;

/**
 * Lets pass what is usual, and what comes with its work. Errors: delegation/work-needed with a new challenge, also for work that is wrong,
 * late, somebody else's, or handed in before.
 */
export const requireWork = async (
  purpose: WorkFor,
  link: Pick<StoredLink, "id">,
  { address }: { readonly address: string },
  work: string | undefined,
  nowMs: number,
): Promise<void> => {
  const [byAddress, byLink] = [await overBy(`${purpose}sByAddress`, address), await overBy(`${purpose}sByLink`, link.id)];
  const times = Math.min(timesMax, Math.max(byAddress, byLink));
  if (times === 0) return;
  const matter: WorkMatter = { linkId: link.id, visitorHash: visitorHashOf(address), purpose };
  if (work !== undefined && (await acceptWork(work, matter, nowMs))) return;
  throw new AppError("delegation/work-needed", { details: { challenge: await newChallenge(matter, times, nowMs) } });
};
