/** The quiet page around signing in and up. It begins at one height, so that nothing moves when a form says what is wrong, or is another one. */
import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:pt-[14dvh] sm:pb-16">
      <main className="w-full max-w-sm">
        <div className="mb-8">
          <Wordmark name="Perin" />
        </div>
        {children}
      </main>
    </div>
  );
}
