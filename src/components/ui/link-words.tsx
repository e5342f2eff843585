"use client";
import clsx from "clsx";
import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

/** What a link shows. It breathes while its page is on the way, and is pale where nothing may move: the press was heard. */
export function LinkWords({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  const { pending } = useLinkStatus();
  return (
    <span data-pending={pending || undefined} className={clsx(className, pending && "animate-breathe motion-reduce:opacity-60")}>
      {children}
    </span>
  );
}
