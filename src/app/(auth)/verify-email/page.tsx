import type { Metadata } from "next";
import { VerifyEmailForm } from "@/components/identity/verify-email-form";

export const metadata: Metadata = { title: "Confirm your address" };

export default function VerifyEmailPage() {
  return <VerifyEmailForm />;
}
