/** The text of a mail as text: nothing in it is ever run or loaded; links show where they lead. */

const link = /https?:\/\/[^\s<>"')\]]+/g;

const pieces = (line: string): { readonly text: string; readonly href?: string }[] => {
  const found: { text: string; href?: string }[] = [];
  let from = 0;
  for (const match of line.matchAll(link)) {
    if (match.index > from) found.push({ text: line.slice(from, match.index) });
    const href = match[0].replace(/[.,;:!?]+$/, "");
    found.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < line.length) found.push({ text: line.slice(from) });
  return found;
};

export function MailText({ body }: { readonly body: string }) {
  return (
    <div className="mt-3 max-w-prose break-words whitespace-pre-wrap" dir="auto">
      {pieces(body).map(({ text, href }, at) =>
        href === undefined ? (
          <span key={at}>{text}</span>
        ) : (
          <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent-text underline underline-offset-2">
            {text}
          </a>
        ),
      )}
    </div>
  );
}
