"use client";
/** Whether this browser may be told things while Perin isn't open, and why not where it can't. */
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProblemError } from "@/hooks/call";
import { pushStatus, turnPushOff, turnPushOn, type PushStatus } from "@/hooks/push";

type Shown = PushStatus | "checking" | "unknown";

const words: Readonly<Record<Shown, string>> = {
  checking: "Looking at this browser.",
  unknown: "It couldn’t be found out whether this browser is told things.",
  unsupported: "This browser can’t show notifications of websites.",
  insecure: "Browsers allow this only over https, or on this machine itself.",
  "home-screen": "On an iPhone or iPad, put Perin on the Home Screen first (Share, Add to Home Screen), and allow it there.",
  blocked: "Notifications of this site are blocked in this browser. Allow them in its settings for this site, then come back.",
  off: "This browser isn’t told anything while Perin is closed.",
  on: "This browser is told things also while Perin is closed, until you sign out.",
};

export function BrowserNotifications() {
  const [status, setStatus] = useState<Shown>("checking");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    const look = (): void => {
      pushStatus().then(
        (found) => left || setStatus(found),
        () => left || setStatus("unknown"),
      );
    };
    look();
    // Whoever comes back from the browser's settings sees what they changed there.
    window.addEventListener("focus", look);
    return () => {
      left = true;
      window.removeEventListener("focus", look);
    };
  }, []);
  const turn = async (change: () => Promise<PushStatus>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setStatus(await change());
    } catch (error) {
      setProblem(error instanceof ProblemError ? error.detail : "The browser’s push service can’t be reached. Nothing was changed.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="rounded-xl border bg-surface p-4" data-testid="browser-notifications">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 grow basis-64">
          <p className="flex items-center gap-2 font-medium">
            Notifications in this browser
            {status === "on" && <Badge tone="accent">On</Badge>}
          </p>
          <p role="status" className="mt-1 text-sm text-ink-soft">
            {words[status]}
          </p>
        </div>
        {status === "off" && (
          <Button variant="primary" busy={busy} onClick={() => void turn(turnPushOn)}>
            Allow notifications
          </Button>
        )}
        {status === "on" && (
          <Button busy={busy} onClick={() => void turn(turnPushOff)}>
            Turn off
          </Button>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="mt-2 text-sm text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
