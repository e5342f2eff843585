"use client";
import { Button, buttonStyles } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { unlinkGoogle } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { useConfirmed, type Ways } from "./use-confirmed";
import { useQuestion } from "@/components/ui/use-question";

/** A plain link: it leaves this site. */
const toGoogle = "/api/auth/google/start?link=true&next=/settings/security";

export function GoogleConnection({ connectedAs, ways }: { readonly connectedAs: string | null; readonly ways: Ways }) {
  const { busy, run, dialog } = useConfirmed(ways);
  const { ask, question } = useQuestion();
  if (connectedAs === null)
    return (
      <a href={toGoogle} className={buttonStyles({})}>
        Connect Google
      </a>
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 grow break-words text-sm">Connected as {connectedAs}.</p>
      <Button
        busy={busy}
        onClick={() =>
          ask({
            title: `Disconnect ${connectedAs}?`,
            about: "You can no longer sign in with this Google account. Calendars and mail that you connected stay.",
            yes: "Disconnect",
            onYes: () =>
              run(async () => {
                await call(unlinkGoogle, {});
                toast({ message: "Google is disconnected." });
              }),
          })
        }
      >
        Disconnect
      </Button>
      {question}
      {dialog}
    </div>
  );
}
