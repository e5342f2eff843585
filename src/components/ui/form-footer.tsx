/** The buttons of a form in a dialog: in sight, however far down the form goes. */
import type { ReactNode } from "react";

export function FormFooter({ children }: { readonly children: ReactNode }) {
  return <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 border-t bg-surface px-5 py-4">{children}</div>;
}
