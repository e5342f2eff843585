"use client";
/** What a visitor of the link would see, without visiting it. */
import { useCallback, useState } from "react";
import { About } from "@/components/talk/about";
import { SlotPicker } from "@/components/talk/slot-picker";
import { speechOf } from "@/components/talk/speech";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { previewLink } from "@/hooks/link-addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Link, TalkView } from "@/lib/delegation/contracts";

export function PreviewDialog({
  link,
  zone,
  month,
  onClose,
}: {
  readonly link: Link;
  readonly zone: string;
  readonly month: string;
  readonly onClose: () => void;
}) {
  const [view, setView] = useState<TalkView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(
    async (asked: string) => {
      try {
        const answer = await call(previewLink, { linkId: link.id, month: asked, zone });
        setView((before) => before ?? answer.view);
        return answer.slots;
      } catch (error) {
        setProblem(error instanceof ProblemError ? error.detail : "Try again in a moment.");
        throw error;
      }
    },
    [link.id, zone],
  );
  const [speech] = useState(() => speechOf(link.language === "auto" ? "en" : link.language, navigator.languages));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="As a visitor sees it"
      description="In your own time zone, and nothing can be chosen here."
      className="sm:max-w-3xl"
    >
      <div lang={speech.language} dir={speech.language === "he" ? "rtl" : "ltr"} data-testid="link-preview" className="space-y-6 rounded-xl bg-ground p-4">
        {view === null ? (
          problem === null && <Skeleton className="h-24" />
        ) : (
          <About view={view} zone={zone} speech={speech} picture="/api/settings/picture" level={2} />
        )}
        {problem !== null && <p className="text-sm text-danger-text">{problem}</p>}
        <SlotPicker speech={speech} zone={zone} firstMonth={view?.firstMonth ?? month} lastMonth={view?.lastMonth ?? month} load={load} />
      </div>
    </Dialog>
  );
}
