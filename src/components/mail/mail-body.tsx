"use client";
/** What a mail says: designed, as the server let it through, or its text alone. Nothing in it runs or is fetched. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ReadMail } from "@/lib/mail/contracts";
import { MailText } from "./mail-text";

export function MailBody({ mail }: { readonly mail: ReadMail }) {
  const [plain, setPlain] = useState(false);
  if (mail.html === null) return <MailText body={mail.body} />;
  return (
    <>
      {plain ? (
        <MailText body={mail.body} />
      ) : (
        // Sanitised on the server (src/lib/mail/core/safe-html.ts); the page's policy lets no script of it run either.
        <div className="mail-html mt-3" dir="auto" dangerouslySetInnerHTML={{ __html: mail.html }} />
      )}
      <p className="mt-3 flex flex-wrap items-center gap-x-3 text-sm text-ink-faint">
        {mail.picturesLeftOut && !plain && <span>Pictures aren’t shown: loading them would tell the sender that you read this.</span>}
        <Button size="sm" variant="quiet" onClick={() => setPlain(!plain)}>
          {plain ? "Show as designed" : "Text only"}
        </Button>
      </p>
    </>
  );
}
