"use client";
/** Where messages appear. Stands empty, and weighs next to nothing, until the first one. */
import { lazy, Suspense, useEffect, useState } from "react";
import { PlainToast } from "./plain-toast";
import { drawToasts, type Toast } from "./toast";

const ToastStack = lazy(() =>
  import("./toast-stack").then(
    ({ ToastStack: stack }) => ({ default: stack }),
    // Without a connection there is most to be said.
    () => ({ default: PlainToast }),
  ),
);

export interface NumberedToast extends Toast {
  readonly id: number;
}

export function Toaster() {
  const [toasts, setToasts] = useState<readonly NumberedToast[]>([]);
  useEffect(() => drawToasts((toast) => setToasts((list) => [...list, { ...toast, id: list.length }])), []);
  if (toasts.length === 0) return null;
  return (
    <Suspense>
      <ToastStack toasts={toasts} />
    </Suspense>
  );
}
