/** The first account that a person makes becomes the operator's. */
import { hasRealAccount, lockFirstAccount } from "@/lib/queries/profiles";

/** True when the account about to be made is the first one a person makes. Only then are sign-ups taken one at a time. */
export const isFirstAccount = async (): Promise<boolean> => {
  if (await hasRealAccount()) return false;
  await lockFirstAccount();
  return !(await hasRealAccount());
};
