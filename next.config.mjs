/** Next.js settings: types are checked by `npm test`, so a build only builds. */
const config = {
  typedRoutes: true,
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // A start reads what its first page needs, not what all pages need.
  experimental: { preloadEntriesOnStart: false },
  serverExternalPackages: [
    "postgres",
    "inngest",
    "prom-client",
    "nodemailer",
    "better-auth",
    "@opentelemetry/sdk-trace-node",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/instrumentation-undici",
  ],
};

export default config;
