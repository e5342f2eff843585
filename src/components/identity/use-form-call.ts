"use client";
/** A form that sends itself to an endpoint: busy while it waits, wrong fields and refusals in words, nothing typed is lost. */
import { useState, type SubmitEvent } from "react";
import { ProblemError } from "@/hooks/call";
import { useListening } from "@/hooks/use-listening";

export interface FormProblem {
  /** What is wrong as a whole. */
  readonly text: string | null;
  /** What is wrong with a field, by its name. */
  readonly fields: Readonly<Record<string, string>>;
}

const none: FormProblem = { text: null, fields: {} };

const waitText = (seconds: number): string => (seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`);

export const toFormProblem = (error: unknown): FormProblem => {
  if (!(error instanceof ProblemError)) return { text: "Something went wrong. Try again in a moment.", fields: {} };
  const fields = Object.fromEntries(error.issues.flatMap((issue) => (typeof issue.path[0] === "string" ? [[issue.path[0], issue.message] as const] : [])));
  if (Object.keys(fields).length > 0) return { text: null, fields };
  if (error.code === "request/rate-limited" && error.retryAfter !== null)
    return { text: `Too many tries. Wait ${waitText(error.retryAfter)} and try again.`, fields };
  return { text: error.status >= 500 && error.requestId !== null ? `${error.detail} Request id: ${error.requestId}` : error.detail, fields };
};

export const useFormCall = (send: (values: Readonly<Record<string, string>>) => Promise<void>) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>(none);
  const listening = useListening();

  const submit = async (form: HTMLFormElement): Promise<void> => {
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
    setBusy(true);
    setProblem(none);
    try {
      await send(values);
    } catch (error) {
      const found = toFormProblem(error);
      setProblem(found);
      const wrong = Object.keys(found.fields)[0];
      const control = wrong === undefined ? null : form.elements.namedItem(wrong);
      if (control instanceof HTMLElement) control.focus();
      // What is wrong may go by another name than its control has.
      else if (wrong !== undefined) setTimeout(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    } finally {
      setBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!busy) void submit(event.currentTarget);
  };
  return { busy, problem, listening, onSubmit };
};
