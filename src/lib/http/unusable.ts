/** Requests that Next.js answers with an empty 400 or 500 of its own: a method that nobody takes, an address that can't be decoded. And pages asked for with a NUL. */
import { isPage } from "./surroundings";

export const methodsTaken = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** Under src/app/api/[...rest]. */
export const unusable = { method: "/api/unusable/method", address: "/api/unusable/address" } as const;
/** No page has this name, so it is the page that says so. */
const noPage = "/nothing-here";

const canBeDecoded = (pathname: string): boolean => {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
};

/** Where such a request is refused; null for all others. */
export const refusedAt = (method: string | undefined, url = "/"): string | null => {
  if (!methodsTaken.some((taken) => taken === method)) return unusable.method;
  if (!url.includes("%")) return null;
  const [pathname = ""] = url.split("?", 1);
  // Inputs of the API are looked at one by one; what a page reads from its address goes to the database as it stands.
  if (isPage(pathname)) return canBeDecoded(pathname) && !url.includes("%00") ? null : noPage;
  return canBeDecoded(pathname) ? null : unusable.address;
};
