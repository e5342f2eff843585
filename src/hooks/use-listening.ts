"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False in the server's HTML: a form that isn't listening yet must not be sent by the browser itself, or what was typed is lost or shown in the address. */
export const useListening = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
