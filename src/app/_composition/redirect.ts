/** Sends a browser elsewhere, with cookies. A path stays relative: it holds whatever name and scheme the visitor came by. */
import { isAppError } from "@/lib/errors";
import { logger } from "@/lib/logger";

export const redirectWith = (to: string, cookies: readonly string[] = []): Response => {
  const headers = new Headers({ location: to, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
};

/** A person in a browser is told on a page, by the error's code; what its operator has to mend is logged, too; what nobody foresaw stays an error. */
export const orTellOn = async (page: string, way: Promise<Response>): Promise<Response> => {
  try {
    return await way;
  } catch (error) {
    if (!isAppError(error) || error.code.startsWith("internal/")) throw error;
    if (error.kind === "internal") logger.error("somebody was sent back with a problem that the operator has to mend", { code: error.code, error });
    return redirectWith(`${page}${page.includes("?") ? "&" : "?"}problem=${encodeURIComponent(error.code)}`);
  }
};
