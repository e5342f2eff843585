/** What Microsoft's sign-in means by its errors, in our words and with the exact value to correct (RFC 6749, and the numbers behind AADSTS). */
import { AppError, isAppError } from "@/lib/errors";
import { judgeError } from "@/lib/resilience/judge-error";
import { Refused } from "../bearer-call";

export const redirectWords = (redirectUri: string): string =>
  `Microsoft doesn't know this server's address. Its operator adds exactly ${redirectUri} to the app's redirect URIs, under Authentication, Web.`;

/** `error` of an answer with its number: "invalid_client/7000222". */
export const wordOf = (body: unknown): string => {
  if (typeof body !== "object" || body === null) return "";
  const { error, error_codes: numbers } = body as { readonly error?: unknown; readonly error_codes?: unknown };
  const word = typeof error === "string" ? error : "";
  const number: unknown = Array.isArray(numbers) ? numbers[0] : undefined;
  return typeof number === "number" ? `${word}/${number}` : word;
};

/** Redirect address unknown, or given in a form that isn't allowed. */
const redirectNumbers = new Set(["50011", "500113", "500112"]);

export const oauthErrorOf = (error: unknown, redirectUri: string): AppError => {
  if (isAppError(error) && (error.code.startsWith("integrations/") || error.code.startsWith("resilience/"))) return error;
  const [word = "", number = ""] = error instanceof Refused ? error.reason.split("/") : [];
  if (redirectNumbers.has(number)) return new AppError("integrations/redirect-mismatch", { publicMessage: redirectWords(redirectUri) });
  switch (word) {
    case "invalid_grant":
    case "interaction_required":
    case "login_required":
    case "consent_required":
      return new AppError("integrations/reconnect", { message: `Microsoft answered ${word} ${number}` });
    case "invalid_client":
    case "unauthorized_client":
      return new AppError("integrations/client-refused", { message: `Microsoft answered ${word} ${number}` });
    default: {
      const { category, status } = judgeError(error);
      if (category === "rate-limit") return new AppError("integrations/quota", { message: "Microsoft's sign-in asks for a pause" });
      return new AppError("integrations/unreachable", {
        message: `Microsoft's sign-in failed: ${word || category}${status === undefined ? "" : `, ${status}`}`,
      });
    }
  }
};

/** `error` of the address that Microsoft sends the browser back to. */
export const consentErrorOf = (word: string): AppError => {
  switch (word) {
    case "unauthorized_client":
    case "invalid_client":
      return new AppError("integrations/client-refused", { message: `the consent page answered ${word}` });
    case "server_error":
    case "temporarily_unavailable":
      return new AppError("integrations/unreachable", { message: `the consent page answered ${word}` });
    default:
      return new AppError("integrations/access-denied", { message: `the consent page answered ${word}` });
  }
};
