import { forgetWords } from "@/components/chat/drafts";
import { toast } from "@/components/ui/toast";

const key = "perin-signed-out";

/** Nobody is asked about what stands in an open dialog: it goes with the one who signs out. */
const askNobody = (): void => addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });

/** A whole new page, this one's address or another: nothing of this owner stays in memory, and without a session the server leads to sign-in. Other tabs follow. */
export const leavePage = (to?: string): void => {
  forgetWords();
  askNobody();
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
    askNobody();
    location.reload();
  };
  addEventListener("storage", hear);
  return () => removeEventListener("storage", hear);
};

/** The link of this site that an unmodified press follows in this window; undefined for any other press. */
const followed = ({ target, button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): HTMLAnchorElement | undefined => {
  if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return undefined;
  const link = target.closest<HTMLAnchorElement>("a[href]");
  if (link === null || link.target === "_blank" || link.origin !== location.origin) return undefined;
  return link.pathname === location.pathname && link.hash !== "" ? undefined : link;
};

/** Whether there is a connection to open another page by; where there is none, that is said. */
export const mayOpenPage = (): boolean => {
  if (navigator.onLine) return true;
  toast({ message: "That page can’t be opened.", detail: "There is no connection. What is on this page stays.", tone: "danger" });
  return false;
};

/** Without a connection a link would end at the browser's own error page, and what stands here would be gone. The answer ends it. */
export const stayWithoutConnection = (): (() => void) => {
  const hold = (event: MouseEvent): void => {
    if (followed(event) === undefined || mayOpenPage()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", hold, true);
  return () => document.removeEventListener("click", hold, true);
};

/** While something on the page isn't saved: a reload asks in the browser's own words, a link asks by `ask`, which learns where it led. The answer ends it. */
export const holdPage = (ask: (address: string) => void): (() => void) => {
  const holdWindow = (event: BeforeUnloadEvent): void => event.preventDefault();
  const hold = (event: MouseEvent): void => {
    const link = followed(event);
    if (link === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    ask(`${link.pathname}${link.search}${link.hash}`);
  };
  addEventListener("beforeunload", holdWindow);
  document.addEventListener("click", hold, true);
  return () => {
    removeEventListener("beforeunload", holdWindow);
    document.removeEventListener("click", hold, true);
  };
};
