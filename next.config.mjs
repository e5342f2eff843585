/**
 * JavaScript, because a server reads it at each start and Next.js would load a compiler for it first.
 *
 * @type {import("next").NextConfig}
 */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // `next start` warns about standalone output, so only the image asks for it.
  ...(process.env.NEXT_OUTPUT === "standalone" ? { output: "standalone" } : {}),
  // Images are never resized here: 19 MB of the image that nothing would load.
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pg",
    "pg-boss",
    "winston",
    "winston-daily-rotate-file",
    "ioredis",
    // Whoever watches is loaded only where it is configured.
    "@opentelemetry/exporter-metrics-otlp-http",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-metrics",
    "@opentelemetry/sdk-trace",
    "@sentry/nextjs",
    "hot-shots",
    "@azure/identity",
    "@azure/keyvault-secrets",
    "@aws-sdk/client-secrets-manager",
  ],
  // `npm run type-check` is the check; a start on a small machine should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // For stack traces in Sentry; see docs/operations/sentry.md.
  productionBrowserSourceMaps: process.env.SENTRY_SOURCE_MAPS === "true",
  // A third of the start and of the memory went into pages that nobody had asked for yet.
  experimental: { preloadEntriesOnStart: false },
  images: { unoptimized: true },
  devIndicators: false,
};

export default config;
