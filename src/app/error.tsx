"use client";
import { useEffect } from "react";
// This page comes along with every other one, so it brings no component of its own: plain elements, their classes spelled out.
const start = "/chat";
const look = "inline-flex h-9 items-center rounded-lg px-4 text-sm font-medium";

export interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  /** Asks the server again. (`reset` would only draw once more what it answered.) */
  readonly retry: () => void;
}

/** A page that failed while it was drawn. The digest is what the server's log has it under. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  // React has caught it, so nobody else would hear of it; one with a digest is the server's and in its log already.
  useEffect(() => {
    if (error.digest === undefined) globalThis.reportError(error);
  }, [error]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center px-4 py-16">
      <h1 className="text-2xl font-semibold">This page couldn’t be shown</h1>
      <p className="mt-3 text-ink-soft">
        Something went wrong on our side. What you saved before is kept. Try again; if it happens again, tell the operator of this server.
      </p>
      {error.digest !== undefined && <p className="mt-3 text-sm text-ink-faint">Error number: {error.digest}</p>}
      <p className="mt-6 flex flex-wrap gap-3">
        <button type="button" onClick={retry} className={`${look} bg-accent text-accent-ink hover:bg-accent-strong`}>
          Try again
        </button>
        <a href={start} className={`${look} border border-line bg-surface text-ink hover:bg-sunken`}>
          Go to Perin
        </a>
      </p>
    </main>
  );
}
