import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { holdPage } from "@/components/shell/leave";
import { toast } from "@/components/ui/toast";

/** For a form that is saved as a whole: what was changed in it doesn't go with a press on a link. */
export const useUnsaved = (unsaved: boolean): void => {
  const router = useRouter();
  useEffect(() => {
    if (!unsaved) return undefined;
    return holdPage((address) =>
      toast({
        message: "What you changed isn’t saved yet.",
        detail: "Save it first, or leave it as it was.",
        action: { label: "Leave", run: () => router.push(address) },
      }),
    );
  }, [unsaved, router]);
};
