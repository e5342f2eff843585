import type { Metadata } from "next";
import { ForgotPasswordForm } from "@/components/identity/forgot-password-form";
import { canSendMail } from "@/lib/identity/service";

export const metadata: Metadata = { title: "A new password" };

export default function ForgotPasswordPage() {
  if (canSendMail()) return <ForgotPasswordForm />;
  return (
    <>
      <h1 className="mb-4 text-2xl font-semibold">A new password</h1>
      <p className="text-ink-soft">This server can’t send mail. Its operator can make a link for you, on the server’s own machine:</p>
      <pre className="mt-3 rounded-lg border bg-sunken p-3 text-sm break-words whitespace-pre-wrap">npm run -s perin -- reset-password you@example.com</pre>
      <p className="mt-6 text-sm">
        <a href="/sign-in" className="text-accent-text underline underline-offset-4">
          Back to sign-in
        </a>
      </p>
    </>
  );
}
