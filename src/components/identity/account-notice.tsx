"use client";
/** What takes the place of a form that is done with, or can't be sent. Its heading takes the focus that the form had. */
import { useEffect, useRef, type ReactNode } from "react";

export interface AccountNoticeProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly link?: { readonly href: string; readonly label: string };
}

export function AccountNotice({ title, children, link }: AccountNoticeProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="mb-4 text-2xl font-semibold outline-none">
        {title}
      </h1>
      <p role="status" className="break-words">
        {children}
      </p>
      {link !== undefined && (
        <p className="mt-6 text-sm">
          {/* A whole new page: whatever was typed here before is gone from memory, too. */}
          <a href={link.href} className="text-accent-text underline underline-offset-4">
            {link.label}
          </a>
        </p>
      )}
    </>
  );
}
