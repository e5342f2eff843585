"use client";
/** A look round without an account, on a server nobody uses yet. */
import { useState } from "react";
import { modernZone } from "@/components/settings/modern-zones";
import { Button } from "@/components/ui/button";
import { exploreSample } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { useListening } from "@/hooks/use-listening";
import { FormAlert } from "./form-alert";
import { toFormProblem } from "./use-form-call";

/** A whole new page: the server draws it with the new session. */
const enter = (path: string): void => window.location.assign(path);

export function ExploreSample() {
  const listening = useListening();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const explore = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await call(exploreSample, { zone: modernZone(Intl.DateTimeFormat().resolvedOptions().timeZone), locale: navigator.language });
      enter("/today");
    } catch (error) {
      setProblem(toFormProblem(error).text);
      setBusy(false);
    }
  };
  return (
    <div className="mt-8 border-t pt-6">
      <FormAlert text={problem} />
      <Button className="w-full" busy={busy} disabled={!listening} onClick={() => void explore()}>
        Explore with sample data
      </Button>
      <p className="mt-2 text-sm text-ink-soft">A made-up week, contacts and to-dos, to look round first. One press takes them away again.</p>
    </div>
  );
}
