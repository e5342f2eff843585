import { forgetWords } from "@/components/chat/drafts";

const key = "perin-signed-out";

/** A whole new page, this one's address or another: nothing of this owner stays in memory, and without a session the server leads to sign-in. Other tabs follow. */
export const leavePage = (to?: string): void => {
  forgetWords();
  try {
    localStorage.setItem(key, String(Date.now()));
  } catch {
    // Where nothing may be stored, other tabs find out with their next request.
  }
  if (to === undefined) location.reload();
  else location.assign(to);
};

/** Follows a sign-out in another tab. The answer ends it. */
export const followLeaving = (): (() => void) => {
  const hear = (event: StorageEvent): void => {
    if (event.key !== key || event.newValue === null) return;
    forgetWords();
    location.reload();
  };
  addEventListener("storage", hear);
  return () => removeEventListener("storage", hear);
};
