"use client";
/** What surrounds a visitor's page: the house's mark, and the language and direction of everything on it. */
import { useEffect, type ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";
import type { Speech } from "./speech";

export interface FrameProps {
  readonly speech: Speech;
  readonly delegate?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Frame({ speech: { language }, delegate = "Perin", wide = false, children }: FrameProps) {
  const direction = language === "he" ? "rtl" : "ltr";
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  return (
    <div lang={language} dir={direction} className="min-h-dvh">
      <main className={`mx-auto w-full px-4 py-5 sm:px-6 sm:py-8 ${wide ? "max-w-6xl" : "max-w-2xl"}`}>
        <div className="mb-5 text-sm sm:mb-8">
          <Wordmark name={delegate} />
        </div>
        {children}
      </main>
    </div>
  );
}

/** One sentence instead of a page. */
export function Notice({ title, children, action }: { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="mx-auto max-w-sm py-12 text-center sm:py-24" role="status">
      <h1 className="text-xl font-semibold">{title}</h1>
      {children !== undefined && <p className="mt-2 text-ink-soft">{children}</p>}
      {action !== undefined && <div className="mt-6">{action}</div>}
    </div>
  );
}
