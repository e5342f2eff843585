/** A new key for everything that is sealed. */
import { logger } from "@/lib/logger";
import { sealEverythingAnew } from "@/lib/queries/sealed-values";
import { addGeneratedKey, forgetOlderKeys } from "@/lib/secrets";
import type { RotationReport } from "./contracts";

/**
 * Generated keys: makes a new one, seals everything with it and forgets the old ones. Keys from the settings: seals
 * everything with the first, so that the others can be taken out. Errors: secrets/wrong-key, and then nothing is sealed anew.
 */
export const rotateKeys = async ({ dropUnreadable }: { readonly dropUnreadable: boolean }): Promise<RotationReport> => {
  const generated = addGeneratedKey();
  const counts = await sealEverythingAnew({ dropUnreadable });
  if (generated) forgetOlderKeys();
  logger.info("keys rotated", { ...counts });
  return { ...counts, keys: generated ? "generated" : "settings" };
};
