"use client";
import { useEffect } from "react";

/** What was pressed before the page's scripts ran (early-press.ts), pressed now that they have. */
export function EarlyPressReplay() {
  useEffect(() => {
    // What was typed early comes first (use-typed-early.ts).
    const timer = setTimeout(() => window.perinEarlyPress?.take()?.click());
    return () => clearTimeout(timer);
  }, []);
  return null;
}
