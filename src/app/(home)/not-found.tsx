import Link from "next/link";
import { buttonStyles } from "@/components/ui/button";

/** Inside the frame of an owner's pages, which has the page's one main region. */
export default function NotFound() {
  return (
    <div className="mx-auto flex max-w-md grow flex-col justify-center px-4 py-16">
      <h1 className="text-2xl font-semibold">There is nothing at this address</h1>
      <p className="mt-3 text-ink-soft">The page may have moved, or the address has a typing error. Nothing of yours is lost.</p>
      <p className="mt-6">
        <Link href="/chat" className={buttonStyles({ variant: "primary" })}>
          Go to Perin
        </Link>
      </p>
    </div>
  );
}
