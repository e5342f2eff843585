/** The outermost page: typeface, theme and the words every tab shows. */
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { signedInOwner } from "@/app/_composition/current-owner";
import { earlyPressScript } from "@/components/ui/early-press";
import { EarlyPressReplay } from "@/components/ui/early-press-replay";
import { Toaster } from "@/components/ui/toaster";
import { config } from "@/lib/config";
import { sentryEnvironment, sentryRelease } from "@/lib/telemetry/error-reports";
import { writingDirection } from "@/lib/identity/service";
import "./globals.css";

const inter = localFont({
  src: "../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter",
  display: "swap",
});
const interExt = localFont({
  src: "../../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter-ext",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

export const metadata: Metadata = { title: { default: "Perin", template: "%s · Perin" }, description: "Your digital delegate" };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f4ef" },
    { media: "(prefers-color-scheme: dark)", color: "#1a1815" },
  ],
};

/** What the browser needs to report errors, read when the page is asked for; null while no Sentry project is configured. */
const errorSettings = (): string | null => {
  const { SENTRY_DSN, SENTRY_TRACES_SAMPLE_RATE } = config();
  if (SENTRY_DSN === undefined) return null;
  return JSON.stringify({ dsn: SENTRY_DSN, release: sentryRelease(), environment: sentryEnvironment(), tracesSampleRate: SENTRY_TRACES_SAMPLE_RATE });
};

/** The theme is a cookie, so the first byte already has it; without one the style sheet follows the system. */
const themeClass = (theme: string | undefined): string => (theme === "light" || theme === "dark" ? theme : "");

/** The page runs as the owner's language does. Without an owner, or a database to ask, from left to right. */
const direction = async (): Promise<"ltr" | "rtl"> => {
  const owner = await signedInOwner().catch(() => null);
  return owner === null ? "ltr" : writingDirection(owner.profile.locale);
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Pages carry a nonce per request, so none may be built ahead of time.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const errors = errorSettings();
  const theme = (await cookies()).get("perin-theme")?.value;
  return (
    <html lang="en" dir={await direction()} className={`${inter.variable} ${interExt.variable} ${themeClass(theme)}`} suppressHydrationWarning>
      {errors !== null && (
        <head>
          <meta name="perin-errors" content={errors} />
        </head>
      )}
      <body className="bg-ground text-ink font-sans antialiased">
        {/* Browsers hide a nonce from scripts once it is read, so React would miss it. */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: earlyPressScript }} />
        {children}
        <Toaster />
        <EarlyPressReplay />
      </body>
    </html>
  );
}
