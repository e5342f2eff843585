/** The shapes of a list and of a mail that are on their way. */
import { ArrowLeft } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { subjectText } from "./mail-words";

export function MailListSkeleton() {
  return (
    <div aria-hidden className="appear-late">
      {[0, 1, 2].map((row) => (
        <div key={row} className="space-y-2 border-b px-4 py-3.5">
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-3.5 w-2/3" />
          <Skeleton className="h-3.5 w-5/6" />
        </div>
      ))}
    </div>
  );
}

/** `subject` where the list knows it already. */
export function MailReaderSkeleton({ subject, onBack }: { readonly subject: string | undefined; readonly onBack: () => void }) {
  return (
    <div aria-busy="true" className="flex min-h-0 grow flex-col">
      <div className="flex min-h-12 items-center border-b px-2 py-1.5">
        <IconButton label="Back to the list" className="lg:hidden" onClick={onBack}>
          <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
      </div>
      <div className="max-w-3xl px-4 py-4">
        {subject !== undefined && (
          <h2 className="text-lg font-semibold break-words" dir="auto">
            {subjectText({ subject })}
          </h2>
        )}
        <div aria-hidden className="appear-late space-y-3 py-4">
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="mt-6 h-4 w-full" />
          <Skeleton className="h-4 w-11/12" />
          <Skeleton className="h-4 w-3/4" />
        </div>
      </div>
    </div>
  );
}
