/** Commands on this machine prove with the server's own token that they may read the data directory. */
import { isControlToken } from "@/lib/config";
import { AppError } from "@/lib/errors";

/** Errors: identity/unauthenticated. */
export const requireControlToken = (request: Request): void => {
  const [scheme, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme !== "Bearer" || !isControlToken(token)) throw new AppError("identity/unauthenticated");
};
