import type { Metadata } from "next";
import { nextPath } from "@/app/_composition/next-path";
import { SecondStepForm } from "@/components/identity/second-step-form";

export const metadata: Metadata = { title: "The second step" };

export default async function SecondStepPage({ searchParams }: { readonly searchParams: Promise<{ readonly next?: string | string[] }> }) {
  return <SecondStepForm next={nextPath((await searchParams).next)} />;
}
