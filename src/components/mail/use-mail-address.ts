import { useEffect, useEffectEvent, useRef } from "react";

const addressed = (): string | null => new URLSearchParams(location.search).get("mail");

/** The mail that is read stands in the address: going back leads to the list, as people on a phone expect, and a reload to the same mail. */
export const useMailAddress = (openId: string | undefined, open: (id: string) => void, close: () => void): void => {
  /** Whether going back from here stays on this page. */
  const came = useRef(false);
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    const before = last.current;
    last.current = openId;
    if (openId === before) return;
    if (openId === undefined) {
      if (addressed() === null) return;
      if (came.current) history.back();
      else history.replaceState(null, "", "/mail");
      came.current = false;
    } else if (addressed() !== openId) {
      const address = `/mail?mail=${openId}`;
      if (before === undefined) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
      came.current ||= before === undefined;
    }
  }, [openId]);
  const follow = useEffectEvent(() => {
    const id = addressed();
    came.current = id !== null;
    if (id !== null) open(id);
    else if (openId !== undefined) close();
  });
  useEffect(() => {
    const onBack = () => follow();
    addEventListener("popstate", onBack);
    return () => removeEventListener("popstate", onBack);
  }, []);
};
