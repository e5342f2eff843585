/** Whom this server takes. */
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { isListed } from "./core/allow-list";

/** Errors: identity/sign-up-closed, identity/sign-up-not-listed. */
export const requireOpenSignUp = (email: string): void => {
  const { DISABLE_SIGNUP, SIGNUP_ALLOWLIST } = config();
  if (DISABLE_SIGNUP) throw new AppError("identity/sign-up-closed");
  if (!isListed(email, SIGNUP_ALLOWLIST)) throw new AppError("identity/sign-up-not-listed");
};

/** Does the operator keep a list of who may make an account? */
export const signUpIsListed = (): boolean => config().SIGNUP_ALLOWLIST !== undefined;
