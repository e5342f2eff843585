/** As whom a command acts: the operator unless it says otherwise. Only who may read the data directory gets this far. */
import { isControlToken } from "@/lib/config";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findAccountByEmail, findOperator, ownerActor } from "@/lib/identity/service";

/** Errors: ai/account-unknown, ai/no-account. */
export const commandActor = async (as: string | undefined): Promise<Actor> => {
  if (as === undefined) {
    const operatorId = await findOperator();
    if (operatorId === null) throw new AppError("ai/no-account");
    return ownerActor(operatorId, "command-line");
  }
  const account = await findAccountByEmail(as);
  if (account === null) throw new AppError("ai/account-unknown", { publicMessage: `No account has the e-mail address ${as}.` });
  return ownerActor(account.id, "command-line");
};

/** The same, for a request to the running server. Errors also: identity/unauthenticated without the server's own token. */
export const requestedCommandActor = async (request: Request, as: string | undefined): Promise<Actor> => {
  const [scheme, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme !== "Bearer" || !isControlToken(token)) throw new AppError("identity/unauthenticated");
  return commandActor(as);
};
