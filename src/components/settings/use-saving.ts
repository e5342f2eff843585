"use client";
/** Saving a form of settings: busy while it waits, what is wrong in words, a short message when it is kept. */
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { toFormProblem, type FormProblem } from "@/components/identity/use-form-call";
import { toast } from "@/components/ui/toast";

export const useSaving = (save: () => Promise<unknown>, saved: string) => {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>({ text: null, fields: {} });
  useEffect(() => {
    // The button may stand far below the field.
    if (Object.keys(problem.fields).length > 0) document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  const run = async (): Promise<boolean> => {
    setBusy(true);
    setProblem({ text: null, fields: {} });
    try {
      await save();
      toast({ message: saved });
      router.refresh();
      return true;
    } catch (error) {
      setProblem(toFormProblem(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
};
