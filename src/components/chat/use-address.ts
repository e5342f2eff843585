"use client";
/**
 * A new conversation gets its address with its first words, without leaving the page it began on. To the router that page is still
 * the empty one, so coming back to either address has to be noticed here.
 */
import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

const empty = "/chat";

export function useAddress(conversationId: string, isNew: boolean): () => void {
  const router = useRouter();
  const pathname = usePathname();
  const own = `${empty}/${conversationId}`;
  const arrived = useRef(false);
  useEffect(() => {
    if (!isNew) return;
    if (pathname === own) arrived.current = true;
    else if (pathname === empty && arrived.current) router.refresh();
    else if (pathname.startsWith(`${empty}/`)) location.reload();
  }, [isNew, own, pathname, router]);
  return useCallback(() => {
    if (isNew && location.pathname !== own) history.replaceState(null, "", own);
  }, [isNew, own]);
}
