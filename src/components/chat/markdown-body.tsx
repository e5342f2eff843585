"use client";
/** The Markdown renderer: no raw HTML, no images from elsewhere, links that tell the other side nothing. */
import Link from "next/link";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

const linkStyles = "text-accent-text underline underline-offset-2";
/** A page of Perin's own, which opens where the conversation is. Two slashes would be another site. */
const isOwnPage = (href: string): boolean => /^\/(?![/\\])/.test(href);

const components: Components = {
  a: ({ href = "", children }) =>
    isOwnPage(href) ? (
      <Link href={href} prefetch={false} className={linkStyles}>
        {children}
      </Link>
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={linkStyles}>
        {children}
      </a>
    ),
  // A picture's address would tell its server that this was read.
  img: ({ alt }) => <span className="text-ink-soft">{alt}</span>,
  h1: ({ children }) => <p className="mt-4 text-base font-semibold first:mt-0">{children}</p>,
  h2: ({ children }) => <p className="mt-4 font-semibold first:mt-0">{children}</p>,
  h3: ({ children }) => <p className="mt-3 font-semibold first:mt-0">{children}</p>,
  p: ({ children }) => <p className="mt-3 break-words first:mt-0">{children}</p>,
  ul: ({ children }) => <ul className="mt-2 list-disc space-y-0.5 ps-5 first:mt-0">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="mt-2 list-decimal space-y-0.5 ps-5 first:mt-0">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => <blockquote className="mt-3 border-s-2 ps-3 text-ink-soft first:mt-0">{children}</blockquote>,
  hr: () => <hr className="my-4" />,
  pre: ({ children }) => (
    <pre tabIndex={0} className="scroll-quiet mt-3 overflow-x-auto rounded-lg bg-sunken p-3 text-sm first:mt-0 [&_code]:bg-transparent [&_code]:p-0">
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="rounded bg-sunken px-1 py-0.5 text-[0.9em]">{children}</code>,
  table: ({ children }) => (
    <div tabIndex={0} role="group" aria-label="Table" className="scroll-quiet mt-3 overflow-x-auto first:mt-0">
      <table className="w-full text-sm">{children}</table>
    </div>
  ),
  th: ({ children }) => <th className="border-b py-1.5 pe-4 text-start font-medium text-ink-soft">{children}</th>,
  td: ({ children }) => <td className="border-b py-1.5 pe-4 align-top">{children}</td>,
};

/** A sentence right under a list would become part of its last item. */
const afterLists = (text: string): string => text.replace(/^(\s*(?:[-*+]|\d+[.)])\s.*)\n(?=[^\s\d*+-])/gm, "$1\n\n");

export function MarkdownBody({ text }: { readonly text: string }) {
  return (
    <div>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
        {afterLists(text)}
      </ReactMarkdown>
    </div>
  );
}
