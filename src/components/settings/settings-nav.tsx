"use client";
/** The pages of the settings; on a narrow screen a strip that brings the one on show into view. */
import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { LinkWords } from "@/components/ui/link-words";
import { useStrip } from "@/components/ui/use-strip";

const places = [
  { href: "/settings", label: "Profile" },
  { href: "/settings/hours", label: "Working hours" },
  { href: "/settings/approvals", label: "Approvals" },
  { href: "/settings/notifications", label: "Notifications" },
  { href: "/settings/models", label: "Models" },
  { href: "/settings/accounts", label: "Accounts" },
  { href: "/settings/security", label: "Security" },
  { href: "/settings/data", label: "Your data" },
  { href: "/settings/appearance", label: "Appearance" },
] as const;

export function SettingsNav() {
  const pathname = usePathname();
  const strip = useStrip<HTMLElement>(pathname);
  return (
    <nav ref={strip} aria-label="Settings" className="scroll-quiet -mx-4 overflow-x-auto border-b px-4 sm:-mx-6 sm:px-6 lg:mx-0 lg:border-0 lg:px-0">
      <ul className="flex gap-1 pb-2 lg:flex-col lg:pb-0">
        {places.map(({ href, label }) => {
          const here = pathname === href;
          return (
            <li key={href} className="shrink-0">
              <Link
                href={href}
                {...(here ? { "aria-current": "page" as const } : {})}
                className={clsx(
                  "flex min-h-9 items-center rounded-lg px-3 text-sm transition-colors pointer-coarse:min-h-11",
                  here ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:bg-sunken hover:text-ink",
                )}
              >
                <LinkWords>{label}</LinkWords>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
