"use client";
/** The token of a mailed link: it stands behind the #, which browsers send to nobody, so only the browser can ask whether it still works. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { lookAtMailedLink } from "@/hooks/account-addresses";
import { call, ProblemError } from "@/hooks/call";

const subscribe = (tell: () => void): (() => void) => {
  window.addEventListener("hashchange", tell);
  return () => window.removeEventListener("hashchange", tell);
};

/** 32 bytes as base64url; a shorter one lost its end on the way. */
const whole = /^[\w-]{43}$/;

export const useMailedLink = (kind: "password-reset" | "address-check") => {
  const token = useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => null,
  );
  const [refused, setRefused] = useState<string | null>(null);
  const broken = token !== null && !whole.test(token);
  useEffect(() => {
    if (token === null || broken) return;
    let left = false;
    call(lookAtMailedLink, { kind, token }).then(
      ({ alive }) => left || alive || setRefused(token),
      // Whether it works is said when the button is pressed.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [kind, token, broken]);
  return {
    dead: token !== null && (broken || refused === token),
    /** Does something with the token; a refusal of it is said by `dead`. Errors: what `work` throws beside. */
    use: async (work: (token: string) => Promise<void>): Promise<void> => {
      try {
        await work(token ?? "");
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== "identity/link-expired") throw error;
        setRefused(token);
      }
    },
  };
};
