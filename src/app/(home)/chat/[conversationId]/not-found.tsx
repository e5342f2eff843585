import { MessageCircleOff } from "lucide-react";
import Link from "next/link";
import { RescuedWords } from "@/components/chat/rescued-words";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ConversationNotFound() {
  return (
    <div className="flex grow items-center">
      <RescuedWords />
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
