import { forgetWords } from "@/components/chat/drafts";

const key = "perin-signed-out";

/** A whole new page: nothing of this owner stays in memory, and without a session the server leads to sign-in. Other tabs follow. */
export const leavePage = (): void => {
  forgetWords();
  try {
    localStorage.setItem(key, String(Date.now()));
  } catch {
    // Where nothing may be stored, other tabs find out with their next request.
  }
  location.reload();
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
