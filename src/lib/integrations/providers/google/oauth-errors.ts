/** What Google's OAuth endpoints mean by their errors, in our words and with the exact value to correct. */
import { AppError, isAppError } from "@/lib/errors";
import { judgeError } from "@/lib/resilience/judge-error";

interface Refusal {
  readonly status?: number;
  readonly response?: { readonly status?: number; readonly data?: unknown };
}

/** RFC 6749 section 5.2: `error` names the case, `error_description` speaks to people. */
const wordOf = (error: unknown): string | null => {
  const data = (error as Refusal | null)?.response?.data;
  const word = typeof data === "object" && data !== null ? (data as { error?: unknown }).error : undefined;
  return typeof word === "string" ? word : null;
};

export const redirectWords = (redirectUri: string): string =>
  `Google doesn't know this server's address. Its operator adds exactly ${redirectUri} to the client's authorised redirect URIs.`;

/** The vendor's error never travels on: it carries the request with its secrets. */
export const oauthErrorOf = (error: unknown, redirectUri: string): AppError => {
  if (isAppError(error) && (error.code.startsWith("integrations/") || error.code.startsWith("resilience/"))) return error;
  const word = wordOf(error);
  switch (word) {
    case "invalid_grant":
      return new AppError("integrations/reconnect", { message: "Google answered invalid_grant" });
    case "redirect_uri_mismatch":
      return new AppError("integrations/redirect-mismatch", { publicMessage: redirectWords(redirectUri) });
    case "invalid_client":
    case "unauthorized_client":
    case "deleted_client":
      return new AppError("integrations/client-refused", { message: `Google answered ${word}` });
    default: {
      const { category, status } = judgeError(error);
      if (category === "rate-limit") return new AppError("integrations/quota", { message: "Google's sign-in asks for a pause" });
      return new AppError("integrations/unreachable", { message: `Google's sign-in failed: ${word ?? category}${status === undefined ? "" : `, ${status}`}` });
    }
  }
};

/** `error` of the address that Google sends the browser back to (RFC 6749 section 4.1.2.1). */
export const consentErrorOf = (word: string, redirectUri: string): AppError => {
  switch (word) {
    case "redirect_uri_mismatch":
      return oauthErrorOf({ response: { data: { error: word } } }, redirectUri);
    case "admin_policy_enforced":
    case "org_internal":
      return new AppError("integrations/access-denied", {
        publicMessage: "Your organisation doesn't let this server in. Its administrator can allow the client there; nothing was connected.",
      });
    case "app_not_verified":
    case "access_denied_test_user":
      return new AppError("integrations/app-unverified");
    default:
      return new AppError("integrations/access-denied", { message: `the consent page answered ${word}` });
  }
};
