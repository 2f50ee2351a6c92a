/** What `scripts/launcher/late-variables.mjs` leaves here when variables are still to come. */
const launcher: { [key: symbol]: Promise<void> | undefined } = globalThis as never;

/** Next.js calls `register` once per server process, before the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  await launcher[Symbol.for("candlewatch.variables")];
  const { boot } = await import("./instrumentation-node");
  boot();
}
