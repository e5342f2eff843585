"use client";
import { Button, buttonStyles } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { unlinkGoogle } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";
import { useConfirmed, type Ways } from "./use-confirmed";

/** A plain link: it leaves this site. */
const toGoogle = "/api/auth/google/start?link=true&next=/settings/security";

export function GoogleConnection({ connectedAs, ways }: { readonly connectedAs: string | null; readonly ways: Ways }) {
  const { busy, run, dialog } = useConfirmed(ways);
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
          run(async () => {
            await call(unlinkGoogle, {});
            toast({ message: "Google is disconnected." });
          })
        }
      >
        Disconnect
      </Button>
      {dialog}
    </div>
  );
}
