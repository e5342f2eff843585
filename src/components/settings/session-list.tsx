"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { leavePage } from "@/components/shell/leave";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { toast } from "@/components/ui/toast";
import { revokeSession, signOut } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Session } from "@/lib/identity/contracts";

type ShownSession = Session & { readonly since: string };

const complain = (error: unknown): void =>
  toast({ message: "The session is still open.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });

function SessionRow({ session }: { readonly session: ShownSession }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const end = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(revokeSession, { sessionId: session.id });
      toast({ message: `Signed out on ${session.device}.` });
      router.refresh();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 p-4">
      <div className="min-w-0 grow basis-52">
        <p className="font-medium">{session.device}</p>
        <p className="text-sm text-ink-soft">
          Since {session.since}
          {session.ipAddress === null ? "" : `, from ${session.ipAddress}`}
        </p>
      </div>
      {session.current ? (
        <Badge tone="accent">This one</Badge>
      ) : (
        <Button size="sm" busy={busy} aria-label={`Sign out ${session.device}, since ${session.since}`} onClick={() => void end()}>
          Sign out
        </Button>
      )}
    </li>
  );
}

export function SessionList({ sessions }: { readonly sessions: readonly ShownSession[] }) {
  useFocusAfterRemoval(sessions.length);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const endAll = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(signOut, { everywhere: true });
      leavePage("/sign-in");
    } catch (error) {
      setBusy(false);
      setAsking(false);
      complain(error);
    }
  };
  return (
    <>
      <ul className="divide-y rounded-xl border bg-surface">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <Button className="mt-4" onClick={() => setAsking(true)}>
        Sign out everywhere
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere?"
        description={
          sessions.length === 1
            ? "You will be signed out here."
            : `All ${sessions.length} sessions end, this one too. You will have to sign in again on each device.`
        }
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep them</Button>
            <Button variant="danger" busy={busy} onClick={() => void endAll()}>
              Sign out everywhere
            </Button>
          </>
        }
      />
    </>
  );
}
