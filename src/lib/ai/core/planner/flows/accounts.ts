/** "Reconnect my Google account": how it is, and where that is done. */
import { call } from "../flow";
import type { RequestFlow } from "./registry";

export const findAccounts: RequestFlow = function* (request) {
  return { text: (yield* call("find_accounts", { about: request.clause.text.slice(0, 200) })).said };
};
