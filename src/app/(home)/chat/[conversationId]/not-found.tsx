import { MessageCircleOff } from "lucide-react";
import Link from "next/link";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ConversationNotFound() {
  return (
    <div className="flex grow items-center">
      <EmptyState
        icon={MessageCircleOff}
        title="There is no such conversation"
        action={
          <Link href="/chat" className={buttonStyles({ variant: "primary" })}>
            Start a new one
          </Link>
        }
      >
        It may have been deleted, or the address isn’t whole.
      </EmptyState>
    </div>
  );
}
