/** Next.js would answer an unknown address of the API with a page, and one it can't read not at all: those are sent here by lib/http/early-headers. */
import { nothingHere, refusal, refused } from "@/app/_composition/route";
import { AppError } from "@/lib/errors";
import { methodsTaken, unusable } from "@/lib/http/unusable";

const refuse = (request: Request): Response => {
  const { pathname } = new URL(request.url);
  if (pathname === unusable.method) return refused("request/method-not-allowed", { allow: methodsTaken.join(", ") });
  if (pathname !== unusable.address) return nothingHere();
  return refusal(new AppError("request/invalid", { issues: [{ path: [], message: "The address isn't encoded right" }] }));
};

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
