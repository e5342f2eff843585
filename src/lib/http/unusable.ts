/** Requests that Next.js answers with an empty 400 or 500 of its own: a method that nobody takes, an address that can't be decoded. */
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
  const [pathname = ""] = url.split("?", 1);
  if (!pathname.includes("%") || canBeDecoded(pathname)) return null;
  return isPage(pathname) ? noPage : unusable.address;
};
