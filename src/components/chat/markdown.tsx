"use client";
/** Perin's words as Markdown. Until the renderer is there, and on the server, the same words stand as plain text. */
import { lazy, Suspense, useSyncExternalStore } from "react";

function Plain({ text }: { readonly text: string }) {
  return <div className="whitespace-pre-wrap break-words">{text}</div>;
}

/** Without a connection the words stay plain. */
const MarkdownBody = lazy(() =>
  import("./markdown-body").then(
    ({ MarkdownBody: body }) => ({ default: body }),
    () => ({ default: Plain }),
  ),
);

const never = () => () => undefined;

/** Plain sentences need no renderer at all. */
const needsMarkdown = (text: string): boolean => /[*_`#>|~[\]\\]|^\s*(?:[-+]|\d+[.)])\s|https?:/m.test(text);

export function Markdown({ text }: { readonly text: string }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const plain = <Plain text={text} />;
  if (!inBrowser || !needsMarkdown(text)) return plain;
  return (
    <Suspense fallback={plain}>
      <MarkdownBody text={text} />
    </Suspense>
  );
}
