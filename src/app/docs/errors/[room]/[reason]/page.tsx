import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import Markdown, { type Components } from "react-markdown";
import { readErrorPage } from "@/app/_composition/error-page";

interface Props {
  readonly params: Promise<{ readonly room: string; readonly reason: string }>;
}

const look: Components = {
  h1: ({ children }) => <h1 className="text-2xl font-semibold">{children}</h1>,
  h2: ({ children }) => <h2 className="mt-8 text-base font-semibold">{children}</h2>,
  p: ({ children }) => <p className="mt-3 text-ink-soft">{children}</p>,
  code: ({ children }) => <code className="rounded bg-sunken px-1 py-0.5 text-[0.875em] text-ink">{children}</code>,
  a: ({ href, children }) => (
    <a href={href} className="text-accent-text underline underline-offset-4">
      {children}
    </a>
  ),
};

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { room, reason } = await params;
  return { title: `${room}/${reason}` };
};

export default async function ErrorCodePage({ params }: Props) {
  const { room, reason } = await params;
  const page = await readErrorPage(room, reason);
  if (page === null) notFound();
  return (
    <main className="mx-auto max-w-xl px-4 py-12 sm:py-20">
      <Markdown components={look}>{page}</Markdown>
      <p className="mt-10 text-sm">
        <Link href="/chat" className="text-accent-text underline underline-offset-4">
          Back to Perin
        </Link>
      </p>
    </main>
  );
}
