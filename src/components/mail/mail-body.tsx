"use client";
/** What a mail says: designed, as the server let it through, or its text alone. Nothing in it runs; pictures are fetched when they are asked for, by our server. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ReadMail } from "@/lib/mail/contracts";
import { MailText } from "./mail-text";

/** In sanitised HTML a "<" begins a tag and nothing else. */
const withPictures = (html: string, mailId: string): string =>
  html.replace(/<img data-picture="(\d{1,3})"/g, (_whole, number: string) => `<img src="/api/mails/${mailId}/pictures/${number}"`);
const wordless = (html: string): boolean => html.replace(/<[^>]*>|&nbsp;|\s/g, "") === "";

export function MailBody({ mail: { id, html, body, pictures, picturesLeftOut } }: { readonly mail: ReadMail }) {
  // What is pictures only says more by its text, as long as they aren't there.
  const [plain, setPlain] = useState(() => html !== null && wordless(html) && body.trim() !== "");
  const [pictured, setPictured] = useState(false);
  if (html === null) return <MailText body={body} />;
  const show = () => {
    setPictured(true);
    setPlain(false);
  };
  return (
    <>
      {plain ? (
        <MailText body={body} />
      ) : (
        // Sanitised on the server (src/lib/mail/core/safe-html.ts); the page's policy lets no script of it run and nothing of it come from elsewhere either.
        <div className="mail-html mt-3" dir="auto" dangerouslySetInnerHTML={{ __html: pictured ? withPictures(html, id) : html }} />
      )}
      <p className="mt-3 flex flex-wrap items-center gap-x-3 text-sm text-ink-faint">
        {picturesLeftOut && !pictured && <span>Pictures aren’t shown: loading them would tell the sender that you read this.</span>}
        {pictures > 0 && !pictured && (
          <Button size="sm" variant="quiet" onClick={show}>
            Show pictures
          </Button>
        )}
        <Button size="sm" variant="quiet" onClick={() => setPlain(!plain)}>
          {plain ? "Show as designed" : "Text only"}
        </Button>
      </p>
    </>
  );
}
